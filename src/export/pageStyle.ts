/** For `page.ts`. Colours meet 4.5 : 1 on their ground in light and dark. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1f2328, #d4d7dc);
  --soft: light-dark(#59636e, #9aa4af);
  --ground: light-dark(#ffffff, #16181c);
  --raised: light-dark(#f4f6f8, #1f2228);
  --line: light-dark(#d5dae0, #363b44);
  --link: light-dark(#0a5dc2, #6cb0ff);
  --good: light-dark(#1a7f37, #4cc26a);
  --bad: light-dark(#c0262d, #ff7b78);
  --unsure: light-dark(#8a5a00, #dca84a);
}
* { box-sizing: border-box }
html { background: var(--ground); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; -webkit-text-size-adjust: 100% }
body { margin: 0 auto; max-width: 48rem; padding: 2rem 1.25rem 4rem }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; text-wrap: balance }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line) }
h3 { font-size: 1rem; line-height: 1.4; margin: 1.25rem 0 .25rem }
h4 { font-size: 1rem; margin: 1rem 0 .25rem }
a { color: var(--link) }
p { margin: 0 0 .6rem }
article + article, nav + main { margin-top: 4rem; padding-top: 2rem; border-top: 3px solid var(--line) }
dl { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0; color: var(--soft); font-size: .875rem }
dl div { display: flex; gap: .4rem; min-width: 0 }
dd { margin: 0; color: var(--ink); overflow-wrap: anywhere }
blockquote { margin: 1rem 0; padding: .6rem 1rem; border-left: 3px solid var(--line); background: var(--raised) }
.question { font-size: 1.05rem; white-space: pre-wrap }
.note { color: var(--soft); font-style: italic }
pre, code { font-family: ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; font-size: .875em }
code { background: var(--raised); border-radius: 3px; padding: .1em .3em; overflow-wrap: anywhere }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; line-height: 1.45 }
pre code { background: none; padding: 0 }
table { border-collapse: collapse; margin: 0 0 .75rem; display: block; overflow-x: auto }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left }
.tex { font-family: "Latin Modern Math", "Cambria Math", Georgia, serif; font-style: italic; overflow-wrap: anywhere }
.tex-display { display: block; margin: .75rem 0; text-align: center }
details { margin: 1rem 0; border: 1px solid var(--line); border-radius: 6px; padding: 0 1rem .5rem }
summary { cursor: pointer; font-weight: 600; margin: 0 -1rem; padding: .5rem 1rem; background: var(--raised); border-radius: 6px }
details[open] > summary { border-radius: 6px 6px 0 0; border-bottom: 1px solid var(--line) }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.step .step { margin-left: 1.25rem }
.kind { display: inline-block; min-width: 5em; font-size: .72rem; font-weight: 600; letter-spacing: .04em; text-transform: uppercase; color: var(--soft) }
.kind.check, .kind.conclude { color: var(--good) }
.kind.revise, .kind.branch { color: var(--bad) }
.kind.doubt { color: var(--unsure) }
small { font-weight: 400; color: var(--soft) }
.words { overflow-wrap: anywhere }
.words h3, .words h4 { text-transform: none; font-size: 1rem; margin: .6rem 0 .2rem }
.abandoned > h3, .abandoned > .words { color: var(--soft) }
.abandoned > h3 { text-decoration: line-through; text-decoration-thickness: 1px }
.judged { border-left: 3px solid var(--line); padding-left: .75rem; margin: .5rem 0 }
.word { font-size: .8rem; font-weight: 600; margin: 0; color: var(--soft) }
.judged.good { border-color: var(--good) }
.judged.bad { border-color: var(--bad) }
.judged.unsure { border-color: var(--unsure) }
.good > .word { color: var(--good) }
.bad > .word { color: var(--bad) }
.unsure > .word { color: var(--unsure) }
.corrected { background: var(--raised); border-radius: 3px; padding: .3rem .6rem; white-space: pre-wrap; overflow-wrap: anywhere }
.review { border-left: 3px solid var(--line); padding-left: .75rem; margin: .75rem 0 }
.review.accepted { border-color: var(--good) }
.review.rejected { border-color: var(--bad) }
.review.fix { border-color: var(--unsure) }
@page { margin: 16mm 18mm }
@media print {
  :root { color-scheme: light }
  html { font-size: 10pt }
  body { max-width: none; padding: 0 }
  pre, code { white-space: pre-wrap }
  pre, blockquote, tr { break-inside: avoid-page }
  h1, h2, h3, summary, .word { break-after: avoid }
  details { border: 0; padding: 0 }
  details::details-content { display: block; content-visibility: visible }
  summary { list-style: none; margin: 0; padding: .3rem 0; background: none; border: 0 }
  article + article { break-before: page; border: 0; margin: 0; padding: 0 }
  a { color: inherit }
  .answer a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em }
}
`

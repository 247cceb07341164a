import katex from 'katex'

/** MathML as text; `undefined` for what is not TeX. */
export function typeset(tex: string, display: boolean): string | undefined {
  try {
    return katex.renderToString(tex, {
      displayMode: display,
      output: 'mathml',
      strict: 'ignore',
      trust: false,
      maxExpand: 500,
      maxSize: 20,
    })
  } catch {
    return undefined
  }
}

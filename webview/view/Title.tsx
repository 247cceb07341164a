import { plainTex } from '../../src/base/plainTex.ts'

/** A step's title: Markdown's marks are taken out, code is set as code, formulas as one writes them without TeX. */
export function Title({ text }: { readonly text: string }) {
  const parts = plainTex(text).replaceAll('**', '').split('`')
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <span key={index} class="mono">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  )
}

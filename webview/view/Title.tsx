/** A step's title: Markdown's marks are taken out, code is set as code. */
export function Title({ text }: { readonly text: string }) {
  const parts = text.replaceAll('**', '').split('`')
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

/** The same without any marks. */
export function plainTitle(text: string): string {
  return text.replaceAll('**', '').replaceAll('`', '')
}

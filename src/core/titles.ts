const longest = 80

/** A short title from a statement's own words: no list marker, no markup, no "Okay, so". */
export function titleOf(text: string): string {
  let title = text.slice(0, 200).trim()
  title = title.replace(/^(?:```\w*\s*|#{1,6}\s+|[-*•+]\s+|\(?\d{1,3}[.)]\s+)/, '')
  title = title.replace(/\s+/g, ' ').replace(/\*\*|__/g, '')
  title = title.replace(/^(?:(?:okay|ok|alright|so|hmm|well|now|wait|and|but)\b[,.!…]*\s+)+(?=\S)/i, '')
  title = title.replace(/[.,:;…。，：；]+$/, '')
  title = title.charAt(0).toUpperCase() + title.slice(1)
  if (title.length > longest) {
    const cut = title.slice(0, longest - 1)
    const space = cut.lastIndexOf(' ')
    title = `${(space > longest / 2 ? cut.slice(0, space) : cut).trimEnd()}…`
  }
  return title === '' ? '…' : title
}

/** A title that says nothing yet: "Hmm", "Wait", "So". */
export function isFiller(title: string): boolean {
  return (
    title.length < 12 || /^(?:let me (?:think|see|check)|let's (?:think|see)|hold on)\b.{0,12}$/i.test(title)
  )
}

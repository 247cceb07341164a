/** So much of a text, from one place of it, stands in the stream from another. */
export interface MatchingBlock {
  readonly inText: number
  readonly inStream: number
  readonly length: number
}

/** What is shorter (UTF-16 units) is the same by chance. */
const least = 16

/**
 * What a text and a stream have in common, in the order of both: long blocks, since either may lack some of the
 * other. Linear in their length.
 */
export function matchingBlocks(text: string, stream: string): readonly MatchingBlock[] {
  const found: MatchingBlock[] = []
  let place: Meeting | undefined = { inText: 0, inStream: 0 }
  while (place) {
    const { inText, inStream } = place
    let length = 0
    while (
      inText + length < text.length &&
      inStream + length < stream.length &&
      text.charCodeAt(inText + length) === stream.charCodeAt(inStream + length)
    )
      length++
    if (length >= least) found.push({ inText, inStream, length })
    place = nextMeeting(text, inText + length, stream, inStream + length)
  }
  return found
}

interface Meeting {
  readonly inText: number
  readonly inStream: number
}

/** Looks near first: what is found far off lets a whole stretch be passed over, so that it costs no more than that. */
function nextMeeting(text: string, inText: number, stream: string, inStream: number): Meeting | undefined {
  const most = Math.max(text.length - inText, stream.length - inStream)
  for (let reach = 256; ; reach *= 4) {
    const places = new Map<string, number>()
    const end = Math.min(stream.length - least, inStream + reach)
    for (let at = end; at >= inStream; at--) places.set(stream.slice(at, at + least), at)
    const last = Math.min(text.length - least, inText + reach)
    for (let at = inText; at <= last; at++) {
      const found = places.get(text.slice(at, at + least))
      if (found !== undefined) return { inText: at, inStream: found }
    }
    if (reach >= most) return undefined
  }
}

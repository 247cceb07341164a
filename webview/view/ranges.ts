/** Where a pattern finds something in a block; a match may go over the ends of elements, as in `**throws** away`. */
export function rangesIn(block: Element, pattern: RegExp): readonly Range[] {
  const ranges: Range[] = []
  const nodes: Text[] = []
  const starts: number[] = []
  let text = ''
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!(node instanceof Text) || node.parentElement?.closest('.code-tools, .unseen')) continue
    nodes.push(node)
    starts.push(text.length)
    text += node.data
  }
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [from, to] = [match.index, match.index + match[0].length]
    const first = starts.findLastIndex((start) => start <= from)
    const last = starts.findLastIndex((start) => start < to)
    const [begin, end] = [nodes[first], nodes[last]]
    if (!begin || !end) continue
    const range = new Range()
    range.setStart(begin, from - (starts[first] ?? 0))
    range.setEnd(end, to - (starts[last] ?? 0))
    ranges.push(range)
  }
  return ranges
}

export interface LineReader {
  push(text: string): readonly string[]
  end(): readonly string[]
}

/** Lines end in `\n`, `\r\n` or `\r`; a byte order mark at the start is dropped. Linear however the text is cut. */
export function createLineReader(): LineReader {
  let held: string[] = []
  let skipNewline = false
  let atStart = true
  return {
    push: (text) => {
      if (text === '') return []
      let rest = atStart && text.startsWith('\uFEFF') ? text.slice(1) : text
      atStart = false
      if (skipNewline && rest.startsWith('\n')) rest = rest.slice(1)
      skipNewline = text.endsWith('\r')
      const lines = rest.split(/\r\n|\n|\r/)
      const last = lines.pop() ?? ''
      const [first, ...others] = lines
      if (first !== undefined) {
        others.unshift(held.join('') + first)
        held = []
      }
      if (last !== '') held.push(last)
      return others
    },
    end: () => {
      const line = held.join('')
      held = []
      return line === '' ? [] : [line]
    },
  }
}

/** What a unified diff does to one file. */
export interface FilePatch {
  /** As it is written, without `a/` and `b/`; nothing where the diff does not say. */
  readonly path: string
  readonly kind: 'change' | 'create' | 'delete'
  readonly hunks: readonly Hunk[]
}

interface Hunk {
  /** The line it was cut from, from 1; what the model wrote is often wrong, so it only says where to look first. */
  readonly at: number
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** The files of a unified diff. Counts in the heads of hunks are not believed: models write them wrong. */
export function readPatch(text: string): readonly FilePatch[] {
  const files: {
    path: string
    kind: FilePatch['kind']
    hunks: { at: number; before: string[]; after: string[] }[]
  }[] = []
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const next = lines[at + 1] ?? ''
    if (line.startsWith('--- ') && next.startsWith('+++ ')) {
      const [from, to] = [nameIn(line), nameIn(next)]
      const kind = from === nowhere ? 'create' : to === nowhere ? 'delete' : 'change'
      files.push({ path: kind === 'delete' ? from : to, kind, hunks: [] })
      at++
    } else if (line.startsWith('@@')) {
      if (files.length === 0) files.push({ path: '', kind: 'change', hunks: [] })
      const start = Number(/^@@ -(\d+)/.exec(line)?.[1] ?? 1)
      files.at(-1)?.hunks.push({ at: start, before: [], after: [] })
    } else if (!/^(?:diff |index |new file|deleted file|similarity |rename |\\)/.test(line)) {
      const hunk = files.at(-1)?.hunks.at(-1)
      if (!hunk) continue
      const rest = line.slice(1)
      if (!line.startsWith('+')) hunk.before.push(rest)
      if (!line.startsWith('-')) hunk.after.push(rest)
    }
  }
  return files
}

/** The text with the hunks in it; undefined where one of them does not fit. */
export function applyHunks(text: string, hunks: readonly Hunk[]): string | undefined {
  const lines = text.split('\n')
  let moved = 0
  let from = 0
  for (const { at, before, after } of hunks) {
    const place = placeOf(lines, before, Math.max(from, at - 1 + moved), from)
    if (place === undefined) return undefined
    lines.splice(place, before.length, ...after)
    moved += after.length - before.length
    from = place + after.length
  }
  return lines.join('\n')
}

/** The place nearest to `near` where the lines stand, not before `from`. */
function placeOf(lines: readonly string[], wanted: readonly string[], near: number, from: number) {
  const places: number[] = []
  for (let at = from; at + wanted.length <= lines.length; at++)
    if (wanted.every((line, index) => line.trimEnd() === lines[at + index]?.trimEnd())) places.push(at)
  return places.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near))[0]
}

const nowhere = '/dev/null'

function nameIn(line: string): string {
  const name = line.slice(4).replace(/\t.*$/, '').trim()
  return name === nowhere ? name : name.replace(/^[ab]\//, '')
}

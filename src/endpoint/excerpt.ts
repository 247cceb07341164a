import { inEnglish, type Say } from '../base/say.ts'
import { estimateTokens } from '../base/tokens.ts'
import { rangeOf, rangesOf, type CodeContext, type LineRange } from './context.ts'

/** Numbered lines of one file, as far as they fit. */
export interface Excerpt {
  readonly text: string
  /** What was wanted and did not fit, in words. */
  readonly leftOut: readonly string[]
}

/** Lines longer than this are shortened before whole lines are left out. */
const longLine = 400
/** How many lines on each side stand for the surroundings when no enclosing function is known. */
const nearby = 20
/** How far from what is wanted the code around is sent while there is room; nobody misses it when it is not. */
const reach = 60

/**
 * Takes lines by their worth until `budget` tokens are full: the lines asked about (a long range from both ends, so
 * that its middle goes first), the beginning of what encloses them, its lines from near to far, the imports, the code
 * around.
 */
export function excerptOf(context: CodeContext, budget: number, say: Say = inEnglish): Excerpt {
  const all = linesOf(context.text)
  const whole: LineRange = { first: 1, last: all.length }
  const asked = clipped(context.selection ?? whole, whole)
  const wishes = wishesOf(context, asked, whole, say)
  const excerpt = (room: number) => {
    const picked = pick(all, wishes, room, Number.POSITIVE_INFINITY)
    const chosen = missing(picked, asked).length > 0 ? pick(all, wishes, room, longLine) : picked
    return { text: listing(all, chosen), leftOut: leftOut(wishes, chosen, say) }
  }
  // What is said about gaps takes room too; how many there are is known afterwards.
  let room = budget
  for (;;) {
    const made = excerpt(room)
    const over = estimateTokens(made.text) - budget
    if (over <= 0 || room <= 0) return made
    room -= over
  }
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/)
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

interface Wish {
  /** What to call it where it is left out. */
  readonly name?: string
  readonly range: LineRange
  /** Line numbers, the worthiest first. */
  readonly order: readonly number[]
}

function wishesOf(context: CodeContext, asked: LineRange, whole: LineRange, say: Say): readonly Wish[] {
  const { selection, enclosing, imports = [] } = context
  const main: Wish = {
    name: selection ? say('the selection') : say('the file'),
    range: asked,
    order: fromBothEnds(asked),
  }
  if (!selection) return [main]
  const around = clipped(enclosing ?? { first: asked.first - nearby, last: asked.last + nearby }, whole)
  const name = enclosing ? `\`${enclosing.name}\`` : say('the lines around it')
  return [
    main,
    { name, range: around, order: [around.first, ...outwards(asked, around)] },
    ...imports
      .map((each) => clipped(each, whole))
      .map((range) => ({ name: say('the imports'), range, order: lines(range) })),
    { range: around, order: outwards(around, clipped(widened(around), whole)) },
  ]
}

/** The chosen lines by number, shortened to `width`. */
function pick(
  all: readonly string[],
  wishes: readonly Wish[],
  budget: number,
  width: number,
): ReadonlyMap<number, string> {
  const chosen = new Map<number, string>()
  let left = budget
  for (const { order } of wishes) {
    for (const number of order) {
      if (chosen.has(number)) continue
      const line = shortened(all[number - 1] ?? '', width)
      left -= estimateTokens(`${number} | ${line}\n`)
      if (left < 0) return chosen
      chosen.set(number, line)
    }
  }
  return chosen
}

function shortened(line: string, width: number): string {
  if (line.length <= width) return line
  const half = Math.floor(width / 2)
  return `${line.slice(0, half)} … ${line.length - 2 * half} characters left out … ${line.slice(-half)}`
}

function listing(all: readonly string[], chosen: ReadonlyMap<number, string>): string {
  const numbers = [...chosen.keys()].sort((a, b) => a - b)
  const width = String(numbers.at(-1) ?? 1).length
  const text: string[] = []
  let next = 1
  for (const number of numbers) {
    if (number > next) text.push(gap({ first: next, last: number - 1 }))
    text.push(`${String(number).padStart(width)} | ${chosen.get(number) ?? ''}`)
    next = number + 1
  }
  if (next <= all.length) text.push(gap({ first: next, last: all.length }))
  return text.join('\n')
}

/** The model reads this. */
function gap(range: LineRange): string {
  return `… ${range.first === range.last ? 'line' : 'lines'} ${rangeOf(range)} left out …`
}

function leftOut(wishes: readonly Wish[], chosen: ReadonlyMap<number, string>, say: Say): readonly string[] {
  const told = new Set<number>()
  return wishes.flatMap(({ name, range }) => {
    if (name === undefined) return []
    const gaps = missing(chosen, range).filter((number) => !told.has(number))
    for (const number of gaps) told.add(number)
    if (gaps.length === 0) return []
    if (gaps.length === range.last - range.first + 1) return [name]
    const ranges = rangesOf(gaps).map((each) =>
      each.first === each.last ? say('line {0}', each.first) : say('lines {0}', rangeOf(each)),
    )
    return [say('{0} of {1}', ranges.join(', '), name)]
  })
}

function missing(chosen: ReadonlyMap<number, string>, range: LineRange): readonly number[] {
  return lines(range).filter((number) => !chosen.has(number))
}

function clipped({ first, last }: LineRange, { last: end }: LineRange): LineRange {
  const from = Math.min(Math.max(1, first), end)
  return { first: from, last: Math.min(Math.max(from, last), end) }
}

function widened({ first, last }: LineRange): LineRange {
  return { first: first - reach, last: last + reach }
}

function lines({ first, last }: LineRange): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** 1, 9, 2, 8, 3, … */
function fromBothEnds({ first, last }: LineRange): readonly number[] {
  return lines({ first, last }).map((_, index) =>
    index % 2 === 0 ? first + index / 2 : last - (index - 1) / 2,
  )
}

/** The lines of `around` that are not in `inner`, from near to far, before and after by turns. */
function outwards(inner: LineRange, around: LineRange): readonly number[] {
  const reach = Math.max(inner.first - around.first, around.last - inner.last)
  return Array.from({ length: Math.max(0, reach) }, (_, index) => [
    inner.first - index - 1,
    inner.last + index + 1,
  ])
    .flat()
    .filter((number) => number >= around.first && number <= around.last)
}

import { kinds, type Kind } from '../src/core/step.ts'
import type { Run, Strip } from './overview.ts'
import type { Outline } from './outline.ts'

/** What is painted, in offsets of the reasoning. */
export interface Picture {
  readonly tree: Outline
  readonly strip: Strip
  readonly room: number
  /** Whether a step is among those that are asked for. */
  readonly passes: (index: number) => boolean
  readonly matches: readonly number[]
}

/** Colours and patterns, as the theme has them. */
export interface Paint {
  readonly kinds: Readonly<Record<Kind, string>>
  readonly revision: string
  readonly result: string
  readonly match: string
  /** Of a high contrast theme, which tells by outlines and patterns. */
  readonly border: string
}

/** In CSS pixels: phases above, steps below them, marks at the bottom. */
const bands = { phases: [0, 4], steps: [5, 12], marks: [18, 4] } as const

/** How much of its colour a step of a kind gets: what there is most of is the most quiet. */
const strength: Readonly<Record<Kind, number>> = {
  frame: 0.4,
  plan: 0.6,
  read: 0.6,
  recall: 0.6,
  derive: 0.22,
  check: 0.65,
  revise: 0.85,
  branch: 0.75,
  doubt: 0.65,
  conclude: 0.75,
}

/** Four rows of four pixels for each kind, where colour is not to be what tells them apart. */
const patterns: Readonly<Record<Kind, number>> = {
  frame: 0x0000,
  plan: 0xf000,
  read: 0x8020,
  recall: 0xf0f0,
  derive: 0x8000,
  check: 0x8421,
  revise: 0x9669,
  branch: 0x8888,
  doubt: 0xa5a5,
  conclude: 0xffff,
}

/** Reads the theme from where the strip stands. */
export function readPaint(element: Element): Paint {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const high = document.body.classList.contains('vscode-high-contrast')
  return {
    kinds: Object.fromEntries(kinds.map((kind) => [kind, colour(`--tt-kind-${kind}`)])) as Record<
      Kind,
      string
    >,
    revision: colour('--tt-kind-revise'),
    result: colour('--tt-kind-conclude'),
    match: colour('--tt-match-mark'),
    border: high ? colour('--vscode-contrastBorder') : '',
  }
}

/** Paints the whole strip; a few thousand rectangles, quicker than a frame. */
export function paintStrip(canvas: HTMLCanvasElement, picture: Picture, paint: Paint): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const ratio = window.devicePixelRatio
  const { clientWidth: width, clientHeight: height } = canvas
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  context.scale(ratio, ratio)
  const { strip, tree, room, passes, matches } = picture
  const at = (offset: number) => (offset / room) * width
  const fills = new Map<Kind, CanvasPattern | string>()
  const quiet = (index: number) => (tree.left[index] === 1 ? 0.35 : 1) * (passes(index) ? 1 : 0.2)

  for (const run of strip.phases) band(run, bands.phases, Math.min(1, 1.4 * strengthOf(run)))
  for (const run of strip.runs) band(run, bands.steps, strengthOf(run))
  context.globalAlpha = 1
  context.fillStyle = paint.revision
  for (const offset of strip.revisions) tick(at(offset))
  context.fillStyle = paint.result
  for (const offset of strip.results) dot(at(offset))
  context.fillStyle = paint.match
  for (const offset of matches) context.fillRect(at(offset) - 1, bands.steps[0], 2, bands.steps[1])

  function strengthOf({ index }: Run): number {
    const kind = tree.steps[index]?.kind ?? 'derive'
    return paint.border === '' ? strength[kind] : 1
  }

  function band({ index, from, to }: Run, [top, high]: readonly [number, number], alpha: number) {
    const kind = tree.steps[index]?.kind
    if (!context || !kind) return
    const [left, right] = [at(from), at(to)]
    // What is wide enough is parted from the next.
    const wide = right - left > 3 ? right - left - 1 : right - left
    context.globalAlpha = alpha * quiet(index)
    context.fillStyle = paint.border === '' ? paint.kinds[kind] : fillOf(context, kind)
    context.fillRect(left, top, wide, high)
    if (paint.border === '' || wide < 6) return
    context.strokeStyle = paint.border
    context.strokeRect(left + 0.5, top + 0.5, wide - 1, high - 1)
  }

  function fillOf(context: CanvasRenderingContext2D, kind: Kind): CanvasPattern | string {
    const fill = fills.get(kind) ?? patternOf(context, kind, paint.kinds[kind])
    fills.set(kind, fill)
    return fill
  }

  function dot(x: number) {
    if (!context) return
    const [top, high] = bands.marks
    context.beginPath()
    context.arc(x + high / 2, top + high / 2, high / 2, 0, 2 * Math.PI)
    context.fill()
  }

  function tick(x: number) {
    if (!context) return
    const [top, high] = bands.marks
    context.beginPath()
    context.moveTo(x, top)
    context.lineTo(x + 3, top + high)
    context.lineTo(x - 3, top + high)
    context.fill()
  }
}

function patternOf(context: CanvasRenderingContext2D, kind: Kind, colour: string): CanvasPattern | string {
  const tile = new OffscreenCanvas(4, 4)
  const pen = tile.getContext('2d')
  if (!pen) return colour
  pen.fillStyle = colour
  for (let bit = 0; bit < 16; bit++) {
    if ((patterns[kind] >> (15 - bit)) & 1) pen.fillRect(bit % 4, bit >> 2, 1, 1)
  }
  return context.createPattern(tile, 'repeat') ?? colour
}

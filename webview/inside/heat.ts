import type { LoadTold } from '../../src/core/insideTold.ts'

/** A colour of the theme, as red, green, blue. */
export type Colour = readonly [red: number, green: number, blue: number]

/**
 * A pixel for each expert of each layer, a row a layer: the more it worked, the less can be seen through. The root of
 * the count, so that what works seldom is seen beside what works always.
 */
export function heatPixels(
  { counts }: Pick<LoadTold, 'counts'>,
  [red, green, blue]: Colour,
): Uint8ClampedArray<ArrayBuffer> {
  const most = mostOf(counts)
  const pixels = new Uint8ClampedArray(counts.length * 4)
  for (const [at, count] of counts.entries()) {
    pixels[at * 4] = red
    pixels[at * 4 + 1] = green
    pixels[at * 4 + 2] = blue
    pixels[at * 4 + 3] = count === 0 ? 0 : 40 + 215 * Math.sqrt(count / most)
  }
  return pixels
}

/** How often the expert that worked most did; at least once, to divide by. */
export function mostOf(counts: LoadTold['counts']): number {
  return counts.reduce((largest, count) => Math.max(largest, count), 1)
}

/** Paints it as large as the canvas is. */
export function paintHeat(canvas: HTMLCanvasElement, load: LoadTold): void {
  const { layers, experts } = load
  const ratio = window.devicePixelRatio
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio))
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio))
  const context = canvas.getContext('2d')
  if (!context || layers === 0 || experts === 0) return
  const small = new OffscreenCanvas(experts, layers)
  small
    .getContext('2d')
    ?.putImageData(new ImageData(heatPixels(load, colourOf(canvas)), experts, layers), 0, 0)
  context.imageSmoothingEnabled = false
  context.drawImage(small, 0, 0, canvas.width, canvas.height)
}

/** What the theme colours the canvas with. */
function colourOf(canvas: HTMLCanvasElement): Colour {
  const pen = new OffscreenCanvas(1, 1).getContext('2d')
  if (!pen) return [128, 128, 128]
  pen.fillStyle = getComputedStyle(canvas).color
  pen.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}

/** An expert of a layer, by its place in the map. */
export interface Cell {
  readonly layer: number
  readonly expert: number
}

type Size = Pick<LoadTold, 'layers' | 'experts'>

/** The cell at a place of the canvas, from 0 to 1 each. */
export function cellAt(size: Size, x: number, y: number): Cell {
  return within(size, { layer: Math.floor(y * size.layers), expert: Math.floor(x * size.experts) })
}

/** The cell that a key goes to; `undefined` where it is no key of the map. */
export function cellAfter(key: string, { layer, expert }: Cell, size: Size): Cell | undefined {
  const next = {
    ArrowUp: { layer: layer - 1, expert },
    ArrowDown: { layer: layer + 1, expert },
    ArrowLeft: { layer, expert: expert - 1 },
    ArrowRight: { layer, expert: expert + 1 },
    Home: { layer, expert: 0 },
    End: { layer, expert: size.experts - 1 },
    PageUp: { layer: 0, expert },
    PageDown: { layer: size.layers - 1, expert },
  }[key]
  return next && within(size, next)
}

function within({ layers, experts }: Size, { layer, expert }: Cell): Cell {
  return {
    layer: Math.min(layers - 1, Math.max(0, layer)),
    expert: Math.min(experts - 1, Math.max(0, expert)),
  }
}

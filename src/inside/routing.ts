import type { RoutedExperts } from '../base/delta.ts'
import { joinBytes } from '../base/joinBytes.ts'
import type { ModelCard } from '../base/modelCard.ts'
import { readNpy, type NpyArray } from './npy.ts'
import { wrong, type Problem } from './problem.ts'

/** Which experts worked on the tokens that a model wrote; of the prompt nothing is kept. */
export interface Routing {
  /** How many tokens; the last one that a model writes it never reads, so that it has none. */
  readonly rows: number
  /** Those that route. */
  readonly layers: number
  /** The number of the first of them in the model. */
  readonly firstLayer: number
  readonly topK: number
  /** How many there are in a layer. */
  readonly experts: number
  /** Row by row, layer by layer. */
  readonly ids: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>
}

/** What the server counted, against which it is checked. */
export interface Counted {
  readonly prompt?: number
  readonly completion?: number
}

/** What a server sent, checked in every way that its counts and the model's card allow; else why it cannot be used. */
export function decodeRouting(
  sent: RoutedExperts,
  { prompt, completion }: Counted,
  card: ModelCard | undefined,
): { readonly routing: Routing } | { readonly problem: Problem } {
  if (prompt === undefined || completion === undefined)
    return wrong('the server did not count its tokens, so that it cannot be told whose they are')
  if (!sent.bytes)
    return sent.form === 'lists'
      ? wrong('they are no lists of whole numbers that are as long as one another')
      : wrong('they are not base64')
  const bytes = joinBytes(sent.bytes)
  const read = prompt + completion - 1
  const shaped = shapedOf(sent, bytes, completion, read, card)
  return 'problem' in shaped ? shaped : pack(shaped, completion, card)
}

function shapedOf(
  { form, type, shape = [] }: RoutedExperts,
  bytes: Uint8Array<ArrayBuffer>,
  completion: number,
  read: number,
  card: ModelCard | undefined,
): Shaped | { readonly problem: Problem } {
  if (form === 'bare') return ofBare(bytes, read, card, type)
  if (form === 'npy') {
    const file = readNpy(bytes)
    return 'problem' in file ? file : ofArray(file, completion, read, card)
  }
  const [rows = 0] = shape
  // Those of the prompt are told apart from them, or not: anything between may be of either.
  if (rows !== completion - 1 && rows !== read)
    return wrong('the array’s number of tokens is {0}, and the server counted {1}', rows, read)
  return ofArray({ shape, values: new Int32Array(bytes.buffer) }, completion, read, card)
}

interface Shaped {
  readonly values: ArrayLike<number>
  readonly rows: number
  readonly layers: number
  readonly topK: number
}

/** SGLang sends int32, or what it was told to and then says. */
const bareTypes = { int32: Int32Array, uint16: Uint16Array, uint8: Uint8Array } as const

function ofBare(
  bytes: Uint8Array<ArrayBuffer>,
  read: number,
  card: ModelCard | undefined,
  name = 'int32',
): Shaped | { readonly problem: Problem } {
  const type = Object.entries(bareTypes).find(([each]) => each === name)?.[1]
  if (!type) return wrong('they are numbers of the type {0}', name)
  if (card?.layers === undefined || card.topK === undefined)
    return wrong(
      'SGLang does not send their shape, and the model card does not say how many layers and experts a token has',
    )
  const size = type.BYTES_PER_ELEMENT
  if (bytes.length % size !== 0)
    return wrong('the length in bytes is {0}, which is no multiple of {1}', bytes.length, size)
  const numbers = bytes.length / size
  const { layers, topK, denseLayers = 0 } = card
  const fits = [layers, layers - denseLayers].find((each) => numbers === read * each * topK)
  if (fits === undefined)
    return wrong(
      'the count of numbers is {0}, and tokens × layers × experts are {1} × {2} × {3} = {4}',
      numbers,
      read,
      layers,
      topK,
      read * layers * topK,
    )
  return { values: new type(bytes.buffer), rows: read, layers: fits, topK }
}

function ofArray(
  file: NpyArray,
  completion: number,
  read: number,
  card: ModelCard | undefined,
): Shaped | { readonly problem: Problem } {
  const [rows = 0, layers = 0, topK = 0, ...more] = file.shape
  if (file.shape.includes(0)) return wrong('the array has nothing in it: {0}', file.shape.join(' × '))
  if (file.shape.length < 3 || more.length > 0)
    return wrong('the array’s number of dimensions is {0} instead of 3', file.shape.length)
  // Of the prompt, some may be left out.
  if (rows > read || rows < completion - 1)
    return wrong('the array’s number of tokens is {0}, and the server counted {1}', rows, read)
  const known = card?.layers
  if (known !== undefined && layers !== known && layers !== known - (card?.denseLayers ?? 0))
    return wrong('the array’s number of layers is {0}, and the model card’s {1}', layers, known)
  if (card?.topK !== undefined && topK !== card.topK)
    return wrong('the array’s number of experts a token is {0}, and the model card’s {1}', topK, card.topK)
  return { values: file.values, rows, layers, topK }
}

/** Only the rows of what was generated, and only layers that route. */
function pack(
  { values, rows, layers, topK }: Shaped,
  completion: number,
  card: ModelCard | undefined,
): { readonly routing: Routing } | { readonly problem: Problem } {
  const kept = completion - 1
  if (kept < 1) return wrong('the model wrote no more than one token')
  const dense = layers === card?.layers ? (card.denseLayers ?? 0) : 0
  const firstLayer = layers === card?.layers ? dense : (card?.denseLayers ?? 0)
  const routed = layers - dense
  const most = card?.experts ?? 2 ** 16
  const ids = most <= 256 ? new Uint8Array(kept * routed * topK) : new Uint16Array(kept * routed * topK)
  const last = new Int32Array(most).fill(-1) // the layer of a token that an expert worked in last
  let to = 0
  let largest = 0
  let at = (rows - kept) * layers * topK
  for (let row = 0; row < kept; row++) {
    at += dense * topK
    for (let layer = row * routed; layer < (row + 1) * routed; layer++) {
      for (const end = at + topK; at < end; at++) {
        const id = values[at] ?? -1
        if (id < 0 || id >= most)
          return wrong('there is an expert {0}, and the model has 0 to {1}', id, most - 1)
        // A router chooses different ones: else these are other numbers, or a layer that routes none.
        if (last[id] === layer) return twice(id, (layer % routed) + firstLayer, card)
        last[id] = layer
        if (id > largest) largest = id
        ids[to++] = id
      }
    }
  }
  const experts = card?.experts ?? largest + 1
  const packed = largest < 256 && most > 256 ? Uint8Array.from(ids) : ids
  return { routing: { rows: kept, layers: routed, firstLayer, topK, experts, ids: packed } }
}

function twice(expert: number, layer: number, card: ModelCard | undefined) {
  return card?.denseLayers === undefined
    ? wrong(
        'layer {0} of one token has expert {1} twice; a model card may say in denseLayers which layers route none',
        layer,
        expert,
      )
    : wrong('layer {0} of one token has expert {1} twice', layer, expert)
}

/** What servers tell of the inside of a run, for the samples: made up, and the same each time. */

/** The shape of the model that the samples pretend to be. Its first layer is dense, and its rows mean nothing. */
export const sampleShape = { layers: 6, denseLayers: 1, experts: 32, topK: 4 } as const

const encoder = new TextEncoder()

/** A token as `logprobs.content` has it, with so many alternatives. */
export function logprobOf(token: string, alternatives: number, bytes = encoder.encode(token)) {
  const share = (seedOf(token) % 1000) / 1000
  const chosen = /^\s*(?:wait|hmm|maybe|perhaps|but)/i.test(token) ? 0.1 + share * 0.2 : 1 - share ** 3 * 0.8
  const own = { token, logprob: Math.log(chosen), bytes: [...bytes] }
  const others = [' so', ' the', ' it', ' Wait', ' then', ' 7', ' not', ' is', '.', ' and']
    .filter((other) => other !== token)
    .map((other, index) => ({
      token: other,
      logprob: Math.log((1 - chosen) / 2 ** (index + 1)),
      bytes: [...encoder.encode(other)],
    }))
  const top_logprobs = [own, ...others].toSorted((a, b) => b.logprob - a.logprob).slice(0, alternatives)
  return { ...own, top_logprobs }
}

/** The experts of each of these tokens, layer by layer; of what opens a doubt, others than of the rest. */
export function routesOf(tokens: readonly string[]): Int32Array {
  const { layers, experts, topK } = sampleShape
  const routes = new Int32Array(tokens.length * layers * topK)
  let at = 0
  for (const [index, token] of tokens.entries()) {
    for (let layer = 0; layer < layers; layer++) {
      const seed = seedOf(`${token}/${layer}`) + index
      const first = /[?!]|wait|hmm/i.test(token) ? 0 : seed % experts
      for (let rank = 0; rank < topK; rank++) routes[at++] = (first + rank * (1 + (layer % 3))) % experts
    }
  }
  return routes
}

/** As SGLang sends it: bare int32, the last token left out, since it was never read. */
export function sglangExperts(prompt: number, generated: readonly string[]): string {
  const routes = routesOf([...Array.from({ length: prompt }, () => 'p'), ...generated])
  const row = sampleShape.layers * sampleShape.topK
  return Buffer.from(routes.buffer, 0, Math.max(0, routes.length - row) * 4).toString('base64')
}

/** What a draft model did, as SGLang tells it: two tokens ahead of each three, of which a short one was right. */
export function draftsOf(generated: readonly string[]) {
  const drafted = generated.filter((_, index) => index % 3 > 0)
  return {
    spec_num_proposed_drafts: drafted.length,
    spec_num_correct_drafts: drafted.filter((token) => token.length < 5).length,
  }
}

/** As vLLM sends it: the same as a file of NumPy, in as few bytes as the experts need. */
export function vllmExperts(prompt: number, generated: readonly string[]): string {
  const { layers, topK } = sampleShape
  const tokens = [...Array.from({ length: prompt }, () => 'p'), ...generated].slice(0, -1)
  return Buffer.from(npyOf('|u1', [tokens.length, layers, topK], Uint8Array.from(routesOf(tokens)))).toString(
    'base64',
  )
}

/** A file of NumPy, version 1. */
export function npyOf(descr: string, shape: readonly number[], values: ArrayBufferView, order = 'False') {
  const said = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')},), }`
  const padded = said.padEnd(Math.ceil((said.length + 11) / 64) * 64 - 11, ' ')
  const header = encoder.encode(`${padded}\n`)
  const lead = [0x93, ...encoder.encode('NUMPY'), 1, 0, header.length & 0xff, header.length >> 8]
  return new Uint8Array([
    ...lead,
    ...header,
    ...new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ])
}

function seedOf(text: string): number {
  let hash = 2166136261
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 16777619) >>> 0
  return hash
}

import { isRecord, numberOf, recordOf, textOf } from './json.ts'
import { pricesOf, type Prices } from './prices.ts'

/** What is published of a model. What is absent is not known, and nothing is worked out from it. */
export interface ModelCard {
  readonly name: string
  /** Parameters, in thousand millions: all of them, and those that work on a token. */
  readonly total?: number
  readonly active?: number
  readonly layers?: number
  /** The first layers, which route no token: each of them works whole. */
  readonly denseLayers?: number
  /** Experts of a layer that tokens are routed to, and how many of them work on a token. */
  readonly experts?: number
  readonly topK?: number
  /** Experts of a layer that work on every token. */
  readonly shared?: number
  readonly vocabulary?: number
  readonly prices?: Prices
  /** Watt-hours for a million generated tokens, as somebody measured them at their own server. */
  readonly energy?: number
  /** Where these numbers are published. */
  readonly source?: string
}

const v3Source = 'deepseek-ai/DeepSeek-V3@9b4e978: README.md, inference/configs/config_671B.json'
const r1Source = 'deepseek-ai/DeepSeek-R1@0cf7856: README.md, section 3'
const pricingSource = 'api-docs.deepseek.com/quick_start/pricing-details-usd'
const rooSource = 'RooCodeInc/Roo-Code@cb83656: packages/types/src/providers/deepseek.ts'
const rubySource = 'crmne/ruby_llm@fb5a49b: lib/ruby_llm/models.json'

/** The shape of DeepSeek-V3, which R1 has too. */
const v3 = {
  total: 671,
  active: 37,
  layers: 61,
  denseLayers: 3,
  experts: 256,
  topK: 8,
  shared: 1,
  vocabulary: 129_280,
} as const

/** Cards to begin with. The prices of an API change with its name staying the same: their date tells which they were. */
export const modelCards: readonly ModelCard[] = [
  { name: 'deepseek-r1', ...v3, source: `${r1Source}; ${v3Source}` },
  { name: 'deepseek-v3', ...v3, source: v3Source },
  { name: 'deepseek-v2', total: 236, active: 21, source: v3Source },
  ...(
    [
      ['qwen-1.5b', 1.5],
      ['qwen-7b', 7],
      ['llama-8b', 8],
      ['qwen-14b', 14],
      ['qwen-32b', 32],
      ['llama-70b', 70],
    ] as const
  ).map(([name, size]) => ({
    name: `deepseek-r1-distill-${name}`,
    total: size,
    active: size,
    source: r1Source,
  })),
  priced('deepseek-reasoner (early 2025: R1)', v3, [0.55, 0.14, 2.19], 'early 2025', pricingSource),
  priced('deepseek-chat (early 2025: V3)', v3, [0.27, 0.07, 1.1], 'early 2025', pricingSource),
  priced('deepseek-reasoner (December 2025: V3.2)', {}, [0.28, 0.028, 0.42], '2025-12-09', rooSource),
  priced('deepseek-chat (December 2025: V3.2)', {}, [0.28, 0.028, 0.42], '2025-12-09', rooSource),
  ...['deepseek-chat', 'deepseek-reasoner', 'deepseek-v4-flash'].map((name) =>
    priced(`${name} (August 2026)`, {}, [0.14, 0.0028, 0.28], 'August 2026', rubySource),
  ),
  priced('deepseek-v4-pro (August 2026)', {}, [0.435, 0.003625, 0.87], 'August 2026', rubySource),
  ...(
    [
      ['deepseek-r1', v3, 0.7, 2.5],
      ['deepseek-r1-0528', v3, 0.5, 2.15],
      ['deepseek-chat-v3-0324', v3, 0.25, 1],
      ['deepseek-chat-v3.1', {}, 0.25, 0.95],
      ['deepseek-v3.2', {}, 0.269, 0.4],
      ['deepseek-r1-distill-llama-70b', { total: 70, active: 70 }, 0.8, 0.8],
    ] as const
  ).map(([name, shape, input, output]) =>
    priced(
      `${name} at OpenRouter (August 2026)`,
      shape,
      [input, undefined, output],
      'August 2026',
      rubySource,
    ),
  ),
]

function priced(
  name: string,
  shape: Partial<ModelCard>,
  [input, cached, output]: readonly [input: number, cached: number | undefined, output: number],
  asOf: string,
  source: string,
): ModelCard {
  const prices = { input, ...(cached !== undefined && { cached }), output, currency: 'USD', asOf }
  return { name, ...shape, prices, source }
}

/** The card that somebody named or wrote; else that of the model. */
export function cardInForce({
  card,
  model,
}: {
  readonly card?: ModelCard | null | undefined
  readonly model: string
}): ModelCard | undefined {
  return card ?? cardFor(model)
}

/** The card of a model that a server lists by its published name; none where the name does not tell. */
export function cardFor(model: string): ModelCard | undefined {
  const name = model.toLowerCase()
  const [, base = '', size = ''] =
    /deepseek-r1-distill-(qwen|llama)-(\d+(?:\.\d+)?b)(?![\w.])/.exec(name) ?? []
  if (base !== '') return cardNamed(`deepseek-r1-distill-${base}-${size}`)
  if (/(?:^|\/)deepseek-r1:671b$|^deepseek-ai\/deepseek-r1(?:-zero|-0528)?$/.test(name))
    return cardNamed('deepseek-r1')
  return /^deepseek-ai\/deepseek-v3(?:-base|-0324)?$/.test(name) ? cardNamed('deepseek-v3') : undefined
}

export function cardNamed(name: string): ModelCard | undefined {
  return modelCards.find((card) => card.name === name)
}

/** A card as somebody wrote it: the name of one of ours, or numbers, which take the place of those of `like`. */
export function readCard(value: unknown): ModelCard | undefined {
  if (typeof value === 'string') return cardNamed(value)
  const { like, name, prices, source, ...numbers } = recordOf(value)
  const base = like === undefined ? { name: '' } : cardNamed(textOf(like))
  const given = prices === undefined ? undefined : pricesOf(prices)
  if (!isRecord(value) || !base || (prices !== undefined && !given)) return undefined
  if ([name, source].some((each) => each !== undefined && typeof each !== 'string')) return undefined
  const known = Object.entries(numbers)
  if (!known.every(([field, number]) => isFigure(field, number))) return undefined
  return {
    ...base,
    ...Object.fromEntries(known),
    name: textOf(name) || base.name,
    ...(given && { prices: given }),
    ...(typeof source === 'string' && { source }),
  }
}

const whole = ['layers', 'denseLayers', 'experts', 'topK', 'shared', 'vocabulary']
const any = ['total', 'active', 'energy']

function isFigure(field: string, value: unknown): boolean {
  const number = numberOf(value) ?? -1
  return whole.includes(field)
    ? Number.isSafeInteger(number) && number >= 0
    : any.includes(field) && number > 0
}

import type { Kind } from './step.ts'

export interface Judgement {
  readonly kind: Kind
  /** In a few words. */
  readonly why: string
}

const signs: readonly (readonly [Kind, RegExp])[] = [
  ['revise', /^(?:but )?wait\b|^no,|^actually,|^hold on|^不对|^等等|^等一下/i],
  ['branch', /^(?:or )?alternatively|^another (?:way|approach|idea|possib)|^instead|^或者|^另一种/i],
  ['doubt', /^hmm|not (?:entirely )?sure|confus|^maybe|^perhaps|\?$|^嗯/i],
  ['check', /\b(?:check|verify|double-check|make sure|confirm|test|sanity)\b|验证|检查|确认/i],
  ['conclude', /\\boxed|final answer|^(?:therefore|thus|in summary|overall)\b|^因此|^总之/i],
  [
    'plan',
    /^(?:first|next|now|then|let me|let's|i (?:need|should|will|can)|i'll|we (?:need|should|can)|to (?:find|solve|do))\b|^首先|^接下来|^然后/i,
  ],
  ['frame', /^(?:okay|alright)\b|\bthe (?:problem|question|user|task)\b|\bgiven\b|^好的|用户/i],
  ['recall', /\bi (?:know|remember|recall)|recall that|is defined|known|formula|theorem|by definition/i],
  ['read', /\b(?:the|this) (?:code|function|line|class|method|file)\b|^looking at/i],
]

/** What a statement does, by its words. */
export function judge(text: string): Judgement {
  const words = text
    .slice(0, 200)
    .replace(/^[\s*_#>`•\-"“(\d.)]+/, '')
    .trimEnd()
  for (const [kind, sign] of signs) {
    const found = sign.exec(words)
    if (found) return { kind, why: `says “${found[0]}”` }
  }
  return { kind: 'derive', why: 'nothing says otherwise' }
}

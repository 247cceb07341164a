import { countOf, lengthOf } from './python.ts'
import { countRuns } from './wordRuns.ts'

/*
 * The rewards that R1-style models are trained with, as the trainers' own code has them: open-r1 is
 * github.com/huggingface/open-r1 at 1416fa0 (`src/open_r1/rewards.py`), TRL is github.com/huggingface/trl at f2cd577
 * (`trl/rewards`). A completion is what the model wrote, tags and all. Each takes time linear in it.
 */

/**
 * TRL's `think_format_reward`: it begins with `<think>`, this opens once, and is closed. 1 or 0.
 * The rule: `^<think>(?!.*<think>)(.*?)</think>.*$`.
 */
export function thinkFormat(completion: string): 0 | 1 {
  if (!completion.startsWith('<think>')) return 0
  return completion.includes('</think>', 7) && !completion.includes('<think>', 7) ? 1 : 0
}

/**
 * open-r1's `format_reward`: thought and answer between tags on lines of their own. 1 or 0. Text on lines after the
 * answer passes, as the rule's `$` holds at any line's end: `^<think>\n.*?\n</think>\n<answer>\n.*?\n</answer>$`.
 */
export function answerFormat(completion: string): 0 | 1 {
  if (!completion.startsWith('<think>\n')) return 0
  // The first border leaves the most room for the rest, so no other needs to be tried.
  const between = '\n</think>\n<answer>\n'
  const border = completion.indexOf(between, 8)
  if (border < 0) return 0
  const close = '\n</answer>'
  let at = completion.indexOf(close, border + between.length)
  while (at >= 0) {
    const after = completion.charAt(at + close.length)
    if (after === '' || after === '\n') return 1
    at = completion.indexOf(close, at + 1)
  }
  return 0
}

/** open-r1's `tag_count_reward`: a quarter for each of its four tags, line ends included, that stands there just once. */
export function tagCount(completion: string): number {
  const tags = ['<think>\n', '\n</think>\n', '\n<answer>\n', '\n</answer>']
  return tags.filter((tag) => countOf(completion, tag) === 1).length / 4
}

/**
 * open-r1's `reasoning_steps_reward`: a third for each marker of a step, at most 1. A number with a dot counts only at
 * the very beginning, since the rule has no multi-line flag.
 */
export function reasoningSteps(completion: string): number {
  const markers = /Step \p{Nd}+:|^\p{Nd}+\.|\n-|\n\*|First,|Second,|Next,|Finally,/gu
  return Math.min(1, (completion.match(markers)?.length ?? 0) / 3)
}

/**
 * open-r1's `repetition_penalty`: how many of its word triples were said before, from 0 to −1. TRL's rule is the same
 * over tokens, for which one needs the model's tokenizer.
 */
export function repetition(completion: string, { size = 3, worst = -1 } = {}): number {
  const { total, different } = countRuns(completion.toLowerCase(), size)
  return total < 1 || different === total ? 0 : (1 - different / total) * worst
}

/** A completion among others that answer the same question. */
export interface Sample {
  readonly completion: string
  readonly correct: boolean
}

/**
 * open-r1's `len_reward` (Kimi k1.5): within a batch the shorter is better, from 0.5 to −0.5; what is wrong gets nothing
 * for being short. All of one length: 0.
 */
export function lengthRewards(samples: readonly Sample[]): readonly number[] {
  const lengths = samples.map(({ completion }) => lengthOf(completion))
  const least = lengths.reduce((a, b) => Math.min(a, b), Infinity)
  const most = lengths.reduce((a, b) => Math.max(a, b), 0)
  return samples.map(({ correct }, index) => {
    if (most === least) return 0
    const value = 0.5 - ((lengths[index] ?? 0) - least) / (most - least)
    return correct ? value : Math.min(0, value)
  })
}

interface CosineRule {
  readonly longest: number
  readonly wrong: readonly [least: number, most: number]
  readonly right: readonly [least: number, most: number]
}

/** What `get_cosine_scaled_reward` takes where its caller says nothing else. */
const cosineRule: CosineRule = { longest: 1000, wrong: [-1, -0.5], right: [0.5, 1] }

/**
 * The cosine rewards: right and short is best, wrong and short is worst. open-r1 counts characters and goes on past the
 * longest, where the cosine turns again; TRL counts tokens and stays there.
 */
export function cosineReward(
  { length, correct }: { readonly length: number; readonly correct: boolean },
  by: 'open-r1' | 'trl',
  { longest, wrong, right }: CosineRule = cosineRule,
): number {
  const progress = by === 'trl' ? Math.min(1, length / longest) : length / longest
  const [from, to] = correct ? right : [wrong[1], wrong[0]]
  return from + 0.5 * (to - from) * (1 + Math.cos(Math.PI * progress))
}

/** DAPO's punishment of overlong completions (equation 13), in tokens: 0 at first, falling to −1 over the last `cache`. */
export function overlong(tokens: number, { longest = 16_384, cache = 4096 } = {}): number {
  const expected = longest - cache
  if (tokens <= expected) return 0
  return tokens > longest ? -1 : (expected - tokens) / cache
}

import { countOf } from './python.ts'
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

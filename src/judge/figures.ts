/** A reward, or undefined where the rule could give none. */
export type Reward = number | undefined

export type Scale =
  /** TRL's default: by the sample's standard deviation (n − 1) and 0.0001. */
  | 'group'
  /** TRL's `scale_rewards: none`. */
  | 'none'
  /** Equation 3 of the DeepSeek-R1 paper, by the population's standard deviation. */
  | 'paper'

/**
 * GRPO's advantages of samples of one question: how much better than their mean each was. Where all are equal, or there
 * is but one, nobody has any. What has no reward has no advantage and does not count in the mean.
 */
export function advantages(rewards: readonly Reward[], scale: Scale = 'group'): readonly Reward[] {
  const known = rewards.filter((reward) => reward !== undefined)
  const mean = sum(known) / known.length
  const squares = sum(known.map((reward) => (reward - mean) ** 2))
  const equal = known.every((reward) => reward === known[0])
  const by = equal ? Infinity : divisor(scale, squares, known.length)
  return rewards.map((reward) => (reward === undefined ? undefined : equal ? 0 : (reward - mean) / by))
}

function divisor(scale: Scale, squares: number, count: number): number {
  switch (scale) {
    case 'group':
      return Math.sqrt(squares / (count - 1)) + 1e-4
    case 'paper':
      return Math.sqrt(squares / count)
    case 'none':
      return 1
  }
}

/** As TRL sums the rewards of several rules: those that gave none count as nothing. */
export function weighted(rewards: readonly Reward[], weights: readonly number[] = []): number {
  return sum(rewards.map((reward, index) => (reward ?? 0) * (weights[index] ?? 1)))
}

/** Samples that gave the same answer, by their index. */
export interface AnswerGroup {
  readonly answer: string
  readonly members: readonly number[]
}

/**
 * Groups of equal answers, the largest first, and of equally large ones that which came first; those without an answer
 * are in none. The first group is what the majority says.
 */
export function answerGroups(
  answers: readonly (string | undefined)[],
  same: (a: string, b: string) => boolean,
): readonly AnswerGroup[] {
  const groups: { answer: string; members: number[] }[] = []
  for (const [index, answer] of answers.entries()) {
    if (answer === undefined) continue
    const group =
      groups.find((each) => each.answer === answer) ?? groups.find((each) => same(answer, each.answer))
    if (group) group.members.push(index)
    else groups.push({ answer, members: [index] })
  }
  return groups.toSorted((a, b) => b.members.length - a.members.length)
}

/**
 * How likely one of k samples is right, where `correct` of `n` were: the unbiased estimate of Chen and others (2021),
 * 1 − C(n−c, k) / C(n, k). Undefined where there are fewer than k samples.
 */
export function passAt(
  k: number,
  { n, correct }: { readonly n: number; readonly correct: number },
): number | undefined {
  if (k < 1 || k > n) return undefined
  if (n - correct < k) return 1
  let allWrong = 1
  for (let at = n - correct + 1; at <= n; at++) allWrong *= 1 - k / at
  return 1 - allWrong
}

export interface Agreement {
  /** What both judged. */
  readonly count: number
  /** The share of it that they judged alike. */
  readonly observed: number
  /** Undefined where both gave one and the same label to all: by chance they could not have done otherwise. */
  readonly kappa?: number
}

/** Cohen's κ of two judges: how far they agree beyond what chance would give. Undefined where they share nothing. */
export function agreement(pairs: readonly (readonly [string, string])[]): Agreement | undefined {
  const count = pairs.length
  if (count === 0) return undefined
  const observed = pairs.filter(([a, b]) => a === b).length / count
  const first = counts(pairs.map(([a]) => a))
  const second = counts(pairs.map(([, b]) => b))
  const chance = sum([...first].map(([label, times]) => times * (second.get(label) ?? 0))) / count ** 2
  return { count, observed, ...(chance < 1 && { kappa: (observed - chance) / (1 - chance) }) }
}

function counts(labels: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const label of labels) found.set(label, (found.get(label) ?? 0) + 1)
  return found
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

import { answerGroups, advantages, passAt, weighted, type AnswerGroup, type Reward } from './figures.ts'
import { checkAnswer } from './card.ts'
import { thinkFormat } from './rewards.ts'
import { compareAnswers, isNumber } from './sameAnswer.ts'
import { statedAnswer } from './statedAnswer.ts'

/** One of several answers to a question. */
export interface Sampled {
  /** What the model wrote, tags and all. */
  readonly completion: string
  readonly answer: string
}

export interface SampleFigures {
  /** The answer it states. */
  readonly stated?: string
  /** Absent where nothing is known of what is right. */
  readonly correct?: boolean
  /** 1 for the right answer, where it is known, and 1 for TRL's format. */
  readonly reward: number
  /** As TRL computes it. */
  readonly advantage: Reward
}

export interface GroupFigures {
  readonly samples: readonly SampleFigures[]
  /** Equal answers, the largest group first. */
  readonly groups: readonly AnswerGroup[]
  /** So many are right, and the chance that one of 1, 2, 4… of them is; where the right answer is known. */
  readonly correct?: number
  readonly passAt: readonly { readonly k: number; readonly chance: number }[]
}

/** What samples of one question say together. */
export function groupFigures(samples: readonly Sampled[], expected?: string): GroupFigures {
  const stated = statedBy(samples, expected)
  const right = samples.map(({ answer }) =>
    expected === undefined ? undefined : checkAnswer(answer, expected).same,
  )
  const rewards = samples.map(({ completion }, index) => {
    const correct = right[index]
    return weighted([correct === undefined ? undefined : Number(correct), thinkFormat(completion)])
  })
  const shares = advantages(rewards)
  const n = samples.length
  const correct = right.filter((each) => each === true).length
  return {
    samples: samples.map((_, index) => {
      const [said, fits] = [stated[index], right[index]]
      return {
        ...(said !== undefined && { stated: said }),
        ...(fits !== undefined && { correct: fits }),
        reward: rewards[index] ?? 0,
        advantage: shares[index],
      }
    }),
    groups: answerGroups(stated, (a, b) => compareAnswers(a, b).same),
    ...(expected !== undefined && { correct }),
    passAt: expected === undefined ? [] : chances(n, correct),
  }
}

/**
 * What each states, read as it is for a check. A number somewhere in it is an answer only to what asks for a number: where
 * the right answer is one, or another sample states one.
 */
function statedBy(samples: readonly Sampled[], expected: string | undefined): (string | undefined)[] {
  const found = samples.map(({ answer }) => statedAnswer(answer)?.answer)
  const known = expected ?? found.find((each) => each !== undefined && isNumber(each))
  return known === undefined ? found : samples.map(({ answer }) => checkAnswer(answer, known).found?.answer)
}

function chances(n: number, correct: number) {
  const found: { k: number; chance: number }[] = []
  for (let k = 1; k <= n; k *= 2) {
    const chance = passAt(k, { n, correct })
    if (chance !== undefined) found.push({ k, chance })
  }
  return found
}

import type { TurnChange } from '../core/change.ts'
import type { TurnValue } from '../core/turn.ts'
import { outline } from '../core/outline.ts'
import type { Io } from './io.ts'
import { lineText } from './outline.ts'

/** Prints a turn as it grows: each step once it is settled, then the answer as it comes. */
export interface Live {
  readonly grow: (value: TurnValue, change: TurnChange) => Promise<void>
  readonly end: (value: TurnValue) => Promise<void>
}

/** `cautious`: without reasoning, what looks like an answer may still prove to be some, and waits. */
export function createLive({ write }: Io, cautious: boolean): Live {
  const printed = new Set<string>()
  let answerTo = 0 // how much of the answer is printed
  let lineOpen = false

  return { grow, end }

  async function grow(value: TurnValue, change: TurnChange): Promise<void> {
    if (change.answer && change.answer.keep < answerTo) await takeBack(change.answer.keep)
    const answers = value.state.kind === 'answering' && !(cautious && value.reasoning === '')
    if (change.steps || answers) await printSteps(value, answers)
    if (answers) await printAnswer(value)
  }

  async function end(value: TurnValue): Promise<void> {
    await printSteps(value, true)
    await printAnswer(value)
    await endLine()
  }

  /** All, or but for the last ones, which may still change. */
  async function printSteps(value: TurnValue, all: boolean): Promise<void> {
    const lines = outline(value, 'step')
    for (const line of all ? lines : lines.slice(0, -2)) {
      if (printed.has(line.step.id)) continue
      printed.add(line.step.id)
      await endLine()
      await write(lineText(line))
    }
  }

  async function printAnswer({ answer }: TurnValue): Promise<void> {
    const fresh = answerTo === 0 ? answer.trimStart() : answer.slice(answerTo)
    if (fresh === '') return
    if (answerTo === 0 && printed.size > 0) await write('\n')
    answerTo = answer.length
    lineOpen = !fresh.endsWith('\n')
    await write(fresh)
  }

  async function takeBack(to: number): Promise<void> {
    answerTo = to
    await endLine()
    await write('(What stands above was still part of the thought.)\n')
  }

  async function endLine(): Promise<void> {
    if (lineOpen) await write('\n')
    lineOpen = false
  }
}

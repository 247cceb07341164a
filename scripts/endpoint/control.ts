import { json, type Answer, type Step } from './answer.ts'

/** An answer whose next step depends on what was said meanwhile. */
export interface Controlled extends Omit<Answer, 'steps'> {
  readonly steps: Iterable<Step>
}

/** Streams that can be told to end their thought, as llama.cpp's can: by the id of their chunks. */
export interface Control {
  /** The same answer, which leaves out the rest of its thought when it is told so. */
  readonly over: (id: string, answer: Answer) => Controlled
  /** What the server says to one who tells it. */
  readonly tell: (id: string, action: string) => Answer
}

export function createControl(): Control {
  const ended = new Map<string, boolean>()
  return { over, tell }

  function over(id: string, answer: Answer): Controlled {
    ended.set(id, false)
    return { ...answer, steps: steps() }

    function* steps(): Generator<Step> {
      for (const step of answer.steps) if (ended.get(id) !== true || !isThought(step)) yield step
      ended.delete(id)
    }
  }

  /** One that is over already is told nothing, and that is no error. */
  function tell(id: string, action: string): Answer {
    if (action !== 'reasoning_end') return json(400, { error: { message: 'Unknown action.', code: 400 } })
    if (ended.has(id)) ended.set(id, true)
    return json(200, { success: true })
  }
}

function isThought(step: Step): boolean {
  return step.kind === 'write' && /"reasoning_content":"/.test(step.bytes.toString())
}

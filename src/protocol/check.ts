import { failureActions } from '../base/failure.ts'
import { parseJson, recordOf } from '../base/json.ts'
import { steerKinds } from '../core/steering.ts'
import type { StepId } from '../core/step.ts'
import { checkJudging } from './judging.ts'
import type { FromWebview, TurnId } from './webview.ts'

/** Longest text taken from the page, in UTF-16 units; a question or a copied block is far below. */
const longest = 1_000_000

/** Checks what came from the page; anything unexpected is `undefined`, and no more than known fields pass. */
export function checkMessage(message: unknown): FromWebview | undefined {
  const raw = recordOf(message)
  const { type } = raw
  switch (type) {
    case 'ready':
      return { type }
    case 'ask':
    case 'preview': {
      const question = text(raw['question'])?.trim()
      const follows = turnId(raw['follows'])
      return question && follows ? { type, follows, question } : undefined
    }
    case 'stop':
    case 'openPanel':
    case 'closeTurn':
    case 'makeMain':
    case 'compareWays':
    case 'showRequest': {
      const turn = turnId(raw['turn'])
      return turn && { type, turn }
    }
    case 'inView':
    case 'nextUnjudged':
    case 'selectStep': {
      const turn = turnId(raw['turn'])
      const step = raw['step']
      if (!turn || (step !== null && typeof step !== 'string')) return undefined
      return { type, turn, step: step as StepId | null }
    }
    case 'stepInSight': {
      const turn = turnId(raw['turn'])
      const step = text(raw['step'])
      return turn && step ? { type, turn, step: step as StepId } : undefined
    }
    case 'openReference': {
      const turn = turnId(raw['turn'])
      if (!turn) return undefined
      const [path, name] = [text(raw['path']), text(raw['name'])]
      const [first, last] = [line(raw['first']), line(raw['last'])]
      return {
        type,
        turn,
        ...(path !== undefined && { path }),
        ...(name !== undefined && { name }),
        ...(first !== undefined && { first }),
        ...(last !== undefined && { last }),
      }
    }
    case 'openLink': {
      const href = text(raw['href'])
      return href && /^https?:\/\//i.test(href) ? { type, href } : undefined
    }
    case 'act': {
      const turn = turnId(raw['turn'])
      const action = failureActions.find((each) => each === raw['action'])
      return turn && action && { type, turn, action }
    }
    case 'steer': {
      const turn = turnId(raw['turn'])
      const step = raw['step']
      const kind = steerKinds.find((each) => each === raw['kind'])
      const words = text(raw['text'])
      const at = place(raw['at'])
      if (!turn || !kind || (step !== null && typeof step !== 'string')) return undefined
      return {
        type,
        turn,
        kind,
        step: step as StepId | null,
        ...(at !== undefined && { at }),
        ...(words !== undefined && { text: words }),
        ...(raw['carried'] === true && { carried: true as const }),
      }
    }
    case 'askStepInside': {
      const turn = turnId(raw['turn'])
      const step = text(raw['step'])
      return turn && step ? { type, turn, step: step as StepId } : undefined
    }
    case 'judge': {
      const turn = turnId(raw['turn'])
      const judging = checkJudging(raw['judging'])
      return turn && judging && { type, turn, judging }
    }
    case 'begin': {
      const { by } = raw
      return by === 'sample' || by === 'endpoint' ? { type, by } : undefined
    }
    case 'copy': {
      const copied = text(raw['text'])
      return copied === undefined ? undefined : { type, text: copied }
    }
    case 'insertCode':
    case 'compareCode': {
      const turn = turnId(raw['turn'])
      const code = text(raw['text'])
      return turn && code ? { type, turn, text: code } : undefined
    }
    case 'save': {
      const state = plain(raw['state'])
      return state === undefined ? undefined : { type, state }
    }
    default:
      return undefined
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= longest ? value : undefined
}

/** A copy of what JSON can say of a value; nothing if that is too long, or it says nothing. */
function plain(value: unknown): unknown {
  try {
    const json: unknown = JSON.stringify(value)
    return typeof json === 'string' && json.length <= longest ? parseJson(json) : undefined
  } catch {
    return undefined
  }
}

function turnId(value: unknown): TurnId | undefined {
  return typeof value === 'string' && value !== '' ? (value as TurnId) : undefined
}

function place(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

function line(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined
}

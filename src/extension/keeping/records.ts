import { isRecord, listOf, numberOf, recordOf, textOf } from '../../base/json.ts'
import type { KeptTurn } from '../../core/kept.ts'
import type { Known } from '../../core/references.ts'
import type { RunState } from '../../core/turn.ts'
import type { CodeContext } from '../../endpoint/context.ts'
import type { PanelId, TurnHead, TurnId } from '../../protocol/webview.ts'

/** A turn as it is kept on disk. There is no key in it, nor a header. */
export interface TurnRecord {
  readonly head: TurnHead
  readonly value: KeptTurn
  /** What was sent, for people. */
  readonly request: string
  readonly code: KeptCode | null
}

/** The code that was asked about, and where its references lead. */
export interface KeptCode {
  readonly context: CodeContext
  readonly file: string | null
  readonly root: string | null
  /** Line and character of start and end, 0-based. */
  readonly asked: readonly [number, number, number, number] | null
  readonly known: Known
}

/** A panel as it is kept on disk, open or closed. */
export interface PanelRecord {
  readonly id: PanelId
  readonly turns: readonly TurnId[]
  /** The page's own. */
  readonly saved: unknown
  /** Milliseconds since the epoch. */
  readonly usedAt: number
}

const version = 1

export function packRecord(record: TurnRecord | PanelRecord): unknown {
  return { version, ...record }
}

/** Names a file, so it must be a plain one. */
export function panelIdOf(value: unknown): PanelId | undefined {
  return isId(value) ? (value as PanelId) : undefined
}

/** What `packRecord` made; undefined for anything else, such as the file of a later version. */
export function readTurnRecord(raw: unknown): TurnRecord | undefined {
  const { version: found, head, value, request, code } = recordOf(raw)
  if (found !== version || !isHead(head) || !isKept(value)) return undefined
  return { head, value, request: textOf(request), code: isCode(code) ? code : null }
}

export function readPanelRecord(raw: unknown): PanelRecord | undefined {
  const { version: found, id, turns, saved, usedAt } = recordOf(raw)
  const panel = panelIdOf(id)
  if (found !== version || !panel) return undefined
  return {
    id: panel,
    turns: listOf(turns).filter(isTurnId),
    saved: saved ?? null,
    usedAt: numberOf(usedAt) ?? 0,
  }
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}

function isTurnId(value: unknown): value is TurnId {
  return isId(value)
}

function isHead(value: unknown): value is TurnHead {
  const head = recordOf(value)
  const texts = ['question', 'model', 'endpoint', 'subject']
  const numbers = ['promptTokens', 'promptBudget', 'askedAt']
  return (
    isTurnId(head['id']) &&
    (head['follows'] === null || isTurnId(head['follows'])) &&
    texts.every((name) => typeof head[name] === 'string') &&
    numbers.every((name) => typeof head[name] === 'number') &&
    listOf(head['leftOut']).every((part) => typeof part === 'string') &&
    isKnown(head['known'])
  )
}

function isKnown(value: unknown): value is Known {
  const { paths, names } = recordOf(value)
  return areTexts(paths) && areTexts(names)
}

const stateKinds: Readonly<Record<RunState['kind'], true>> = {
  connecting: true,
  waiting: true,
  thinking: true,
  answering: true,
  done: true,
  stopped: true,
  incomplete: true,
  failed: true,
}

function isKept(value: unknown): value is KeptTurn {
  const { reasoning, answer, timeline, state, usage, times } = recordOf(value)
  const { kind, failure } = recordOf(state)
  return (
    typeof reasoning === 'string' &&
    typeof answer === 'string' &&
    Array.isArray(timeline) &&
    timeline.every((tick) => areNumbers([recordOf(tick)['offset'], recordOf(tick)['at']])) &&
    typeof kind === 'string' &&
    Object.hasOwn(stateKinds, kind) &&
    ((kind !== 'failed' && kind !== 'waiting') || typeof recordOf(failure)['message'] === 'string') &&
    isRecord(usage) &&
    areNumbers([recordOf(times)['latest']])
  )
}

function isCode(value: unknown): value is KeptCode {
  const { context, file, root, asked, known } = recordOf(value)
  const { path, language, text } = recordOf(context)
  return (
    areTexts([path, language, text]) &&
    (file === null || typeof file === 'string') &&
    (root === null || typeof root === 'string') &&
    (asked === null || (listOf(asked).length === 4 && areNumbers(asked))) &&
    isKnown(known)
  )
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((part) => typeof part === 'string')
}

function areNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((part) => numberOf(part) !== undefined)
}

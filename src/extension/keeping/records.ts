import { listOf, numberOf, recordOf, textOf } from '../../base/json.ts'
import type { Known } from '../../core/references.ts'
import type { CodeContext } from '../../endpoint/context.ts'
import type { PanelId, TurnId } from '../../protocol/webview.ts'

/** What is kept of a turn beside its `.think` file. There is no key in it, nor a header. */
export interface AskedRecord {
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
  /** Where they are kept. */
  readonly files: readonly string[]
  /** The page's own. */
  readonly saved: unknown
  /** Milliseconds since the epoch. */
  readonly usedAt: number
}

const version = 2

export function packRecord(record: AskedRecord | PanelRecord): unknown {
  return { version, ...record }
}

/** Names a file, so it must be a plain one. */
export function panelIdOf(value: unknown): PanelId | undefined {
  return isId(value) ? (value as PanelId) : undefined
}

/** What `packRecord` made; undefined for anything else, such as the file of another version. */
export function readAskedRecord(raw: unknown): AskedRecord | undefined {
  const { version: found, request, code } = recordOf(raw)
  return found === version ? { request: textOf(request), code: isCode(code) ? code : null } : undefined
}

export function readPanelRecord(raw: unknown): PanelRecord | undefined {
  const { version: found, id, turns, files, saved, usedAt } = recordOf(raw)
  const panel = panelIdOf(id)
  if (found !== version || !panel) return undefined
  return {
    id: panel,
    turns: listOf(turns).filter(isTurnId),
    files: listOf(files).filter((file) => typeof file === 'string'),
    saved: saved ?? null,
    usedAt: numberOf(usedAt) ?? 0,
  }
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
}

/** Names a file too. Documents may hold any. */
export function isTurnId(value: unknown): value is TurnId {
  return typeof value === 'string' && /^[\w-][\w.-]{0,63}$/.test(value)
}

function isKnown(value: unknown): value is Known {
  const { paths, names } = recordOf(value)
  return areTexts(paths) && areTexts(names)
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

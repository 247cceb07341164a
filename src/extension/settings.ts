import { ConfigurationTarget, workspace, type ConfigurationScope, type WorkspaceConfiguration } from 'vscode'
import { isRecord, listOf, recordOf, textOf } from '../base/json.ts'
import { endpointsIn, readProfiles, type ProfileReading } from '../endpoint/readProfile.ts'
import { say } from './say.ts'

export interface Settings {
  /** As they are written; a repository's own settings do not count. */
  readonly endpoints: readonly ProfileReading[]
  /** Estimated tokens that question and code may take. */
  readonly contextTokens: number
  /** Added to every question; may be empty. */
  readonly instructions: string
  /** Globs of files that are never sent. */
  readonly exclude: readonly string[]
  readonly followCode: boolean
  /** Whether the tree and the text of a file scroll together. */
  readonly scrollTogether: boolean
  /** Whether lines that steps speak of are marked, and their steps shown over them. */
  readonly marks: boolean
  readonly codeLens: boolean
  /** Where runs are kept: in the editor's own storage, or in the folder that is open. */
  readonly historyLocation: 'editor' | 'workspace'
  /** Bytes that they may take before somebody is asked. */
  readonly historySize: number
  /** Who judges here; empty where that is not said. */
  readonly reviewer: string
  /** What is run to verify proposed code; empty: that is chosen each time. */
  readonly verifyCommand: string
  /** Seconds. */
  readonly verifyTimeout: number
  /** Tokens a second at which a sample plays. */
  readonly sampleSpeed: number
}

/** A snapshot, read anew for each question. Defaults live in package.json. */
export function readSettings(scope?: ConfigurationScope): Settings {
  const section = workspace.getConfiguration('thinktree', scope)
  const text = (name: string) => textOf(section.get<unknown>(name)).trim()
  const number = (name: string, least: number) => {
    const value = section.get<unknown>(name)
    const inspected = section.inspect<number>(name)?.defaultValue ?? least
    return typeof value === 'number' && Number.isFinite(value) ? Math.max(value, least) : inspected
  }
  return {
    endpoints: readProfiles(section.get<unknown>('endpoints'), say),
    contextTokens: number('context.maxTokens', 200),
    instructions: text('context.instructions'),
    exclude: excluded(section),
    followCode: section.get('panel.followCode', true),
    scrollTogether: section.get('editor.scrollTogether', true),
    marks: section.get('editor.marks', true),
    codeLens: section.get('editor.codeLens', true),
    historyLocation: section.get('history.location') === 'workspace' ? 'workspace' : 'editor',
    historySize: number('history.maxSize', 1) * 1e6,
    reviewer: text('review.reviewer'),
    verifyCommand: text('verify.command'),
    verifyTimeout: number('verify.timeout', 1),
    sampleSpeed: number('samples.tokensPerSecond', 1),
  }
}

/** What a repository says is added: it cannot have files sent that the user excludes. */
function excluded(section: WorkspaceConfiguration): readonly string[] {
  const { defaultValue, globalValue, workspaceValue, workspaceFolderValue } =
    section.inspect<unknown>('context.exclude') ?? {}
  const lists = [globalValue ?? defaultValue, workspaceValue, workspaceFolderValue]
  return [...new Set(lists.flatMap(globsIn))]
}

/** What is written is meant: one glob without a list, or an object as `files.exclude` is, must not let files through. */
function globsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (isRecord(value)) return Object.keys(value).filter((glob) => value[glob] !== false)
  return listOf(value).filter((glob) => typeof glob === 'string')
}

/** Adds an endpoint to the user's settings. */
export async function addEndpointSetting(endpoint: Readonly<Record<string, unknown>>): Promise<void> {
  const section = workspace.getConfiguration('thinktree')
  const list = endpointsIn(section.get<unknown>('endpoints'))
  await section.update('endpoints', [...list, endpoint], ConfigurationTarget.Global)
}

/** Changes one endpoint's fields in the user's settings. */
export async function changeEndpoint(name: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
  const section = workspace.getConfiguration('thinktree')
  const list = endpointsIn(section.get<unknown>('endpoints'))
  const index = readProfiles(list).findIndex((reading) => reading.name === name)
  if (index < 0) return
  await section.update(
    'endpoints',
    list.with(index, { ...recordOf(list[index]), ...fields }),
    ConfigurationTarget.Global,
  )
}

import { join } from 'node:path'
import { l10n, workspace, type Uri, type WorkspaceFolder } from 'vscode'
import { codeOf } from '../../base/codeOf.ts'
import { fileOf } from '../context/fileOf.ts'
import type { Settings } from '../settings.ts'

/** The folders that conversations are kept in. */
export interface TraceFolders {
  /** The one that a new one goes to which is about this code. */
  readonly current: (code?: Uri) => string
  /** All that may hold some. */
  readonly all: () => readonly string[]
}

/** `storage` is the editor's own for this workspace. */
export function createTraceFolders(storage: Uri, settings: (code?: Uri) => Settings): TraceFolders {
  const own = join(storage.fsPath, 'traces')
  return {
    current: (code) => {
      const file = code && fileOf(code)
      return settings(file).historyLocation === 'workspace' ? (inWorkspace(file) ?? own) : own
    },
    all: () => [own, ...onDisk().map(tracesOf)],
  }
}

/** In the folder that the code is in, or the first one. */
function inWorkspace(code: Uri | undefined): string | undefined {
  const folder = code && workspace.getWorkspaceFolder(code)
  const [taken] = folder?.uri.scheme === 'file' ? [folder] : onDisk()
  return taken && tracesOf(taken)
}

/** The folders that are on this machine's disk: others cannot be written to. */
function onDisk(): readonly WorkspaceFolder[] {
  return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file')
}

function tracesOf({ uri }: WorkspaceFolder): string {
  return join(uri.fsPath, '.thinktree', 'traces')
}

/** Why a run cannot be kept, in a sentence. */
export function cannotKeep(error: unknown, folder: string): string {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return l10n.t(
      'The disk is full. Runs go on and are kept in memory; they are written as soon as there is room in {0}.',
      folder,
    )
  return l10n.t(
    'Runs cannot be written to {0} ({1}). They go on and are kept in memory; writing is tried again.',
    folder,
    code || String(error),
  )
}

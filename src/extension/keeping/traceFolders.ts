import { join } from 'node:path'
import { l10n, workspace, type Uri } from 'vscode'
import { codeOf } from '../../base/codeOf.ts'
import type { Settings } from '../settings.ts'

/** The folders that conversations are kept in. */
export interface TraceFolders {
  /** The one that new ones go to. */
  readonly current: () => string
  /** All that may hold some. */
  readonly all: () => readonly string[]
}

/** `storage` is the editor's own for this workspace. */
export function createTraceFolders(storage: Uri, settings: () => Settings): TraceFolders {
  const own = join(storage.fsPath, 'traces')
  return {
    current: () => (settings().historyLocation === 'workspace' ? (inWorkspace() ?? own) : own),
    all: () => [own, inWorkspace()].filter((folder) => folder !== undefined),
  }
}

/** Of several folders the first is taken; one that is not on this machine's disk cannot be. */
function inWorkspace(): string | undefined {
  const folder = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')
  return folder && join(folder.uri.fsPath, '.thinktree', 'traces')
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

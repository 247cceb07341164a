import { workspace } from 'vscode'
import type { Disposable } from '../../base/disposables.ts'
import type { ReviewFiles } from './reviewFiles.ts'

/** What people said of a trace goes with it when it is renamed or moved in VS Code, and back when that is undone. */
export function followRenames(
  files: Pick<ReviewFiles, 'move'>,
  unexpected: (error: unknown) => void,
): Disposable {
  return workspace.onDidRenameFiles(({ files: renamed }) => {
    for (const { oldUri, newUri } of renamed)
      if ([oldUri, newUri].every(({ scheme, path }) => scheme === 'file' && path.endsWith('.think')))
        void files.move(oldUri.fsPath, newUri.fsPath).catch(unexpected)
  })
}

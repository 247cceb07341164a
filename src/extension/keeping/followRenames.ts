import { workspace } from 'vscode'
import type { Disposable } from '../../base/disposables.ts'

/** Files that lie beside traces. */
interface Beside {
  /** A trace is at another place now. */
  move(from: string, to: string): Promise<void>
}

/** What lies beside a trace goes with it when that is renamed or moved in VS Code, and back when that is undone. */
export function followRenames(besides: readonly Beside[], unexpected: (error: unknown) => void): Disposable {
  return workspace.onDidRenameFiles(({ files }) => {
    for (const { oldUri, newUri } of files) {
      if (![oldUri, newUri].every(({ scheme, path }) => scheme === 'file' && path.endsWith('.think')))
        continue
      for (const beside of besides) void beside.move(oldUri.fsPath, newUri.fsPath).catch(unexpected)
    }
  })
}

import {
  commands,
  l10n,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
} from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { ServerOptions } from '../../protocol/server.ts'

interface Needs {
  readonly context: ExtensionContext
  readonly log: LogOutputChannel
  readonly unexpected: (error: unknown) => void
}

/** The language of `.think` documents, as VS Code knows it. */
const language = 'think'

/** What lenses offer, where there is such a command. */
const lensCommands: Required<ServerOptions['lenses']> = {
  openAsTree: 'thinktree.openAsTree',
  goOn: 'thinktree.goOn',
}

/** The language server runs from the first `.think` document on; before that not even its client is loaded. */
export function startLanguageServer({ context, log, unexpected }: Needs): Disposable {
  const life = new Disposables()
  let started = false
  life.add(workspace.onDidOpenTextDocument(startFor))
  for (const document of workspace.textDocuments) startFor(document)
  return life

  function startFor({ languageId }: TextDocument) {
    if (started || languageId !== language) return
    started = true
    start().catch(unexpected)
  }

  async function start(): Promise<void> {
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node')
    const module = context.asAbsolutePath('dist/server.cjs')
    const client = new LanguageClient(
      'thinktree',
      l10n.t('ThinkTree Language Server'),
      { module, transport: TransportKind.ipc },
      {
        documentSelector: [{ language }],
        outputChannel: log,
        initializationOptions: {
          translations: l10n.bundle ?? {},
          lenses: await knownLenses(),
        } satisfies ServerOptions,
      },
    )
    life.add({ dispose: () => void client.stop() })
    life.add(tellOfSaved(client))
    await client.start()
  }

  /** Code that a trace cites may have changed. */
  function tellOfSaved(client: LanguageClient): Disposable {
    return workspace.onDidSaveTextDocument(({ uri, languageId }) => {
      if (languageId === language || !client.isRunning()) return
      client
        .sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri.toString(), type: 2 }] })
        .catch(unexpected)
    })
  }
}

async function knownLenses(): Promise<ServerOptions['lenses']> {
  const known = new Set(await commands.getCommands(true))
  return Object.fromEntries(Object.entries(lensCommands).filter(([, command]) => known.has(command)))
}

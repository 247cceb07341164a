import {
  commands,
  l10n,
  languages,
  workspace,
  type CancellationToken,
  type ExtensionContext,
  type LogOutputChannel,
  type SymbolInformation,
  type TextDocument,
} from 'vscode'
import type { LanguageClient, State, WorkspaceSymbol } from 'vscode-languageclient/node'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { ServerOptions } from '../../protocol/server.ts'

interface Needs {
  readonly context: ExtensionContext
  readonly log: LogOutputChannel
  /** Folders in which traces are kept. */
  readonly kept: () => readonly string[]
  /** Whether any trace is kept. */
  readonly keeps: () => Promise<boolean>
  readonly unexpected: (error: unknown) => void
}

/** The language of `.think` documents, as VS Code knows it. */
const language = 'think'

/** Said without loading the client. */
const startFailed = 4 satisfies State.StartFailed

/** What lenses offer, where there is such a command. */
const lensCommands: Required<ServerOptions['lenses']> = {
  openAsTree: 'thinktree.openAsTree',
  goOn: 'thinktree.goOn',
}

/**
 * The language server runs from the first `.think` document on, or from when symbols of saved traces are first looked
 * for; before that not even its client is loaded.
 */
export function startLanguageServer({ context, log, kept, keeps, unexpected }: Needs): Disposable {
  const life = new Disposables()
  let client: Promise<LanguageClient> | undefined
  life.add(workspace.onDidOpenTextDocument(startFor))
  /** Until the client has its own. */
  const symbols = life.add(
    languages.registerWorkspaceSymbolProvider({ provideWorkspaceSymbols: findSymbols }),
  )
  for (const document of workspace.textDocuments) startFor(document)
  return life

  function startFor({ languageId }: TextDocument) {
    if (languageId === language) running().catch(unexpected)
  }

  /** A client tries a few times by itself. Of one that could not be started, nobody hears any more: another takes its place. */
  async function running(): Promise<LanguageClient> {
    const making = (client ??= create())
    const made = await making
    if (made.state === startFailed) {
      if (client === making) client = undefined
      return running()
    }
    await made.start()
    symbols.dispose()
    return made
  }

  async function findSymbols(query: string, token: CancellationToken): Promise<SymbolInformation[]> {
    if (!client && !(await hasTraces(token))) return []
    const started = await running()
    const found = await started.sendRequest<WorkspaceSymbol[] | null>('workspace/symbol', { query }, token)
    return (await started.protocol2CodeConverter.asSymbolInformations(found, token)) ?? []
  }

  async function hasTraces(token: CancellationToken): Promise<boolean> {
    if (await keeps()) return true
    return (await workspace.findFiles('**/*.think', undefined, 1, token)).length > 0
  }

  async function create(): Promise<LanguageClient> {
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node')
    const module = context.asAbsolutePath('dist/server.cjs')
    const fresh = new LanguageClient(
      'thinktree',
      l10n.t('ThinkTree Language Server'),
      { module, transport: TransportKind.ipc },
      {
        documentSelector: [{ language }],
        outputChannel: log,
        initializationOptions: {
          translations: l10n.bundle ?? {},
          lenses: await knownLenses(),
          kept: kept(),
        } satisfies ServerOptions,
      },
    )
    life.add({ dispose: () => fresh.isRunning() && void fresh.stop() })
    life.add(tellOfSaved(fresh))
    return fresh
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

import { PassThrough } from 'node:stream'
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver/node'
import type { ServerOptions } from '../../src/protocol/server.ts'
import { createFiles } from '../../src/server/files.ts'
import { serve } from '../../src/server/serve.ts'

export interface Client {
  readonly initialized: InitializeResult
  readonly connection: ProtocolConnection
  readonly open: (uri: string, text: string) => Promise<void>
  /** Resolves with the next findings of a document. */
  readonly findings: (uri: string) => Promise<readonly Diagnostic[]>
  readonly dispose: () => void
}

/** The server and a client of it, over streams in this process. */
export async function connect(folder?: string, options: Partial<ServerOptions> = {}): Promise<Client> {
  const [up, down] = [new PassThrough(), new PassThrough()]
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down))
  const served = serve(server, createFiles())
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up))
  const waiting = new Map<string, (found: readonly Diagnostic[]) => void>()
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    waiting.get(uri)?.(diagnostics)
    waiting.delete(uri)
  })
  connection.listen()
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'folder' }],
    initializationOptions: { translations: {}, lenses: {}, kept: [], ...options },
  })
  return {
    initialized,
    connection,
    open: (uri, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'think', version: 1, text },
      }),
    findings: (uri) => new Promise((resolve) => waiting.set(uri, resolve)),
    dispose() {
      served.dispose()
      connection.dispose()
      server.dispose()
    },
  }
}

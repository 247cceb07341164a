import { CodeActionKind, TextDocumentSyncKind, type ServerCapabilities } from 'vscode-languageserver'
import { kinds } from '../core/step.ts'
import { abandonedModifier, type ServerOptions } from '../protocol/server.ts'

/** What the server can do; lenses only where the client has commands for them. */
export function capabilities(lenses: ServerOptions['lenses']): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    hoverProvider: true,
    documentLinkProvider: {},
    definitionProvider: true,
    referencesProvider: true,
    semanticTokensProvider: {
      legend: { tokenTypes: [...kinds], tokenModifiers: [abandonedModifier] },
      full: true,
      range: true,
    },
    workspaceSymbolProvider: true,
    ...(Object.keys(lenses).length > 0 && { codeLensProvider: {} }),
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    completionProvider: { triggerCharacters: [':', ' '] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  }
}

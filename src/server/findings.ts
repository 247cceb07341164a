import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver'
import type { Say } from '../base/say.ts'
import { pathsOf } from '../language/code.ts'
import { findingsIn } from '../language/diagnostics.ts'
import type { Finding } from '../language/finding.ts'
import type { Range } from '../traces/place.ts'
import { lspEdits, lspRange, severities } from './convert.ts'
import type { Documents, OpenDocument } from './documents.ts'
import type { Files } from './files.ts'

interface Needs {
  readonly documents: Documents
  readonly files: Pick<Files, 'lookup'>
  readonly say: () => Say
  readonly send: (told: PublishDiagnosticsParams) => void
}

/** What readers should know of open documents. */
export interface Findings {
  /** Tells the client those of a document as it is now. */
  readonly tell: (uri: string) => Promise<void>
  readonly forget: (uri: string) => void
  /** Fixes of the findings in a range that were told last; they are for this text only. */
  readonly actions: (document: OpenDocument, range: Range) => CodeAction[]
}

export function createFindings({ documents, files, say, send }: Needs): Findings {
  const told = new Map<string, readonly Finding[]>()
  return { tell, forget, actions }

  async function tell(uri: string): Promise<void> {
    const document = documents.get(uri)
    if (!document) return
    const { parser, text } = document
    const look = await files.lookup(uri, pathsOf(parser.parsed))
    if (documents.get(uri)?.text.version !== text.version) return // told again when that has settled
    const findings = findingsIn(parser.parsed, look, say())
    told.set(uri, findings)
    send({
      uri,
      version: text.version,
      diagnostics: findings.map((finding) => diagnosticOf(document, finding)),
    })
  }

  function forget(uri: string): void {
    told.delete(uri)
    send({ uri, diagnostics: [] })
  }

  function actions(document: OpenDocument, { from, to }: Range): CodeAction[] {
    const { text } = document
    return (told.get(text.uri) ?? [])
      .filter(({ range }) => range.from <= to && from <= range.to)
      .flatMap((finding) =>
        (finding.fixes ?? []).map(({ title, edits }, index) => ({
          title,
          kind: CodeActionKind.QuickFix,
          isPreferred: index === 0,
          diagnostics: [diagnosticOf(document, finding)],
          edit: {
            documentChanges: [
              { textDocument: { uri: text.uri, version: text.version }, edits: lspEdits(text, edits) },
            ],
          },
        })),
      )
  }
}

function diagnosticOf({ text }: OpenDocument, finding: Finding): Diagnostic {
  const { range, severity, message, code, related = [] } = finding
  return {
    range: lspRange(text, range),
    severity: severities[severity],
    message,
    code,
    source: 'ThinkTree',
    relatedInformation: related.map((each) => ({
      location: { uri: text.uri, range: lspRange(text, each.range) },
      message: each.message,
    })),
  }
}

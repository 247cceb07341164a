import {
  DiagnosticSeverity,
  languages,
  Range,
  workspace,
  type Diagnostic,
  type TextDocument,
  type Uri,
} from 'vscode'
import { rangesOf, type CodeContext, type CodeDiagnostic, type LineRange } from '../../endpoint/context.ts'
import type { Known } from '../../core/references.ts'
import type { Place } from '../editor/places.ts'
import { fileOf } from './fileOf.ts'
import { importLines } from './imports.ts'
import { declaredNames } from '../../core/names.ts'
import { documentSymbols, symbolAround, symbolNames } from './symbols.ts'

/** What a question is about: whole lines of a document, or all of it. */
export interface Subject {
  readonly document: TextDocument
  readonly range?: Range
}

/** Code to send, and where its references will lead. */
export interface Gathered {
  readonly context: CodeContext
  readonly place: Place
}

const mostDiagnostics = 20

export async function gather({ document, range }: Subject): Promise<Gathered> {
  const symbols = await documentSymbols(document)
  const around = range && symbolAround(symbols, range)
  const file = fileOf(document.uri)
  // What search results stand in has no path.
  const path = pathOf(file) || document.languageId
  const asked = range ?? new Range(0, 0, document.lineCount, 0)
  const context: CodeContext = {
    path,
    language: document.languageId,
    text: document.getText(),
    ...(range && { selection: linesOf(range) }),
    ...(around && { enclosing: { ...linesOf(around.range), name: around.name } }),
    imports: rangesOf(
      importLines((line) => document.lineAt(line).text, document.lineCount).map((line) => line + 1),
    ),
    diagnostics: languages
      .getDiagnostics(document.uri)
      .filter((diagnostic) => diagnostic.range.intersection(asked))
      .slice(0, mostDiagnostics)
      .map(diagnosticOf),
  }
  const names = [...new Set([...symbolNames(symbols).filter(isIdentifier), ...declaredNames(context.text)])]
  const known: Known = { paths: [path], names }
  const root = workspace.getWorkspaceFolder(file)?.uri
  return { context, place: { file: document.uri, root, asked: range, known } }
}

/** Workspace-relative with forward slashes; outside a workspace the file's own name, so that no private path is sent. */
function pathOf(file: Uri): string {
  if (workspace.getWorkspaceFolder(file)) return workspace.asRelativePath(file, false)
  return file.path.split('/').at(-1) ?? ''
}

/** A symbol's name can be more, such as `<function>` or `describe('cart')`. */
function isIdentifier(name: string): boolean {
  return /^#?[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)
}

function linesOf({ start, end }: Range): LineRange {
  return { first: start.line + 1, last: end.line + 1 }
}

const severities = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'information',
  [DiagnosticSeverity.Hint]: 'hint',
} as const

function diagnosticOf({ range, severity, message, source, code }: Diagnostic): CodeDiagnostic {
  const number = typeof code === 'object' ? code.value : code
  const by = [source, number].filter((part) => part !== undefined && part !== '').join(' ')
  return {
    line: range.start.line + 1,
    severity: severities[severity],
    message,
    ...(by !== '' && { source: by }),
  }
}

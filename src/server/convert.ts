import {
  CompletionItemKind,
  DiagnosticSeverity,
  FoldingRangeKind,
  SymbolKind,
  type DocumentSymbol,
  type FoldingRange,
  type Range as LspRange,
  type SelectionRange,
  type TextEdit as LspEdit,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Finding } from '../language/finding.ts'
import type { Fold } from '../language/folding.ts'
import type { TraceSymbol } from '../language/symbols.ts'
import type { TextEdit } from '../traces/edit.ts'
import type { Range } from '../traces/place.ts'

/** Places of a document to lines and characters. */
export function lspRange(document: TextDocument, { from, to }: Range): LspRange {
  return { start: document.positionAt(from), end: document.positionAt(to) }
}

export function lspEdits(document: TextDocument, edits: readonly TextEdit[]): LspEdit[] {
  return edits.map(({ range, text }) => ({ range: lspRange(document, range), newText: text }))
}

export function lspSymbol(document: TextDocument, symbol: TraceSymbol): DocumentSymbol {
  const range = lspRange(document, symbol.range)
  const { from, to } = symbol.selection
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: symbolKinds[symbol.what],
    range,
    // Most begin, and many end, where the whole does: to look for lines costs.
    selectionRange: {
      start: from === symbol.range.from ? range.start : document.positionAt(from),
      end: to === symbol.range.to ? range.end : document.positionAt(to),
    },
    // Most have none, and to say so of each makes the answer longer.
    ...(symbol.children.length > 0 && {
      children: symbol.children.map((child) => lspSymbol(document, child)),
    }),
  }
}

/** Undefined where it is a single line after all: a lone carriage return ends a line, too. */
export function lspFold(document: TextDocument, { range, what }: Fold): FoldingRange | undefined {
  const { start, end } = lspRange(document, range)
  if (end.line <= start.line) return undefined
  return {
    startLine: start.line,
    endLine: end.line,
    ...(what === 'head' && { kind: FoldingRangeKind.Imports }),
    ...(what === 'thought' && { kind: FoldingRangeKind.Region }),
  }
}

export function lspSelection(document: TextDocument, ranges: readonly Range[]): SelectionRange | undefined {
  return ranges.reduceRight<SelectionRange | undefined>(
    (parent, range) => ({ range: lspRange(document, range), ...(parent && { parent }) }),
    undefined,
  )
}

/** The outline has its own icons: these look most like what they stand for. */
export const symbolKinds: Readonly<Record<TraceSymbol['what'], SymbolKind>> = {
  turn: SymbolKind.Module,
  thought: SymbolKind.Namespace,
  frame: SymbolKind.Interface,
  plan: SymbolKind.Enum,
  read: SymbolKind.File,
  recall: SymbolKind.Constant,
  derive: SymbolKind.Operator,
  check: SymbolKind.Boolean,
  revise: SymbolKind.Event,
  branch: SymbolKind.EnumMember,
  doubt: SymbolKind.Null,
  conclude: SymbolKind.Key,
  answer: SymbolKind.Package,
  heading: SymbolKind.String,
}

export const severities: Readonly<Record<Finding['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}

export const proposalKinds = { key: CompletionItemKind.Property, value: CompletionItemKind.Value } as const

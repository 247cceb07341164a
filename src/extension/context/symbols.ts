import { commands, SymbolKind, type DocumentSymbol, type Range, type TextDocument } from 'vscode'

/** Kinds whose whole body is worth sending around a selection: a function, a method, a class. */
const enclosingKinds: ReadonlySet<SymbolKind> = new Set([
  SymbolKind.Class,
  SymbolKind.Method,
  SymbolKind.Constructor,
  SymbolKind.Interface,
  SymbolKind.Function,
  SymbolKind.Struct,
])

/** The document's symbols; empty where no language extension gives any, or it takes too long. */
export async function documentSymbols(document: TextDocument): Promise<readonly DocumentSymbol[]> {
  return inTime(askForSymbols(document))
}

/** The document's symbols, however long it takes; VS Code may never answer. Empty where none gives any, or it fails. */
export async function askForSymbols({ uri }: TextDocument): Promise<readonly DocumentSymbol[]> {
  const symbols = await commands
    .executeCommand<readonly DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', uri)
    .then(undefined, () => undefined)
  // Older providers give flat SymbolInformation without `range`.
  return (symbols ?? []).filter((symbol) => 'range' in symbol)
}

/** Symbols are waited for so long (milliseconds). */
const patience = 1500

export async function inTime(
  symbols: Promise<readonly DocumentSymbol[]>,
): Promise<readonly DocumentSymbol[]> {
  const tooLong = new Promise<readonly DocumentSymbol[]>((done) => setTimeout(() => done([]), patience))
  return Promise.race([symbols, tooLong])
}

/** The innermost symbol around a range. */
export function symbolAround(symbols: readonly DocumentSymbol[], range: Range): DocumentSymbol | undefined {
  const around = symbols.find((symbol) => symbol.range.contains(range))
  if (!around) return undefined
  return symbolAround(around.children, range) ?? (enclosingKinds.has(around.kind) ? around : undefined)
}

/** Names of all symbols, inner ones too. */
export function symbolNames(symbols: readonly DocumentSymbol[]): readonly string[] {
  return symbols.flatMap((symbol) => [symbol.name, ...symbolNames(symbol.children)])
}

/**
 * Where a name is declared in a document: its symbol, of several the one nearest to the lines asked about; without a
 * symbol the first whole-word mention.
 */
export function declarationOf(
  name: string,
  document: TextDocument,
  symbols: readonly DocumentSymbol[],
  asked?: Range,
): Range | undefined {
  const found = symbolsNamed(symbols, name).map(({ selectionRange }) => selectionRange)
  const distance = ({ start }: Range) =>
    !asked ? 0 : Math.max(0, asked.start.line - start.line, start.line - asked.end.line)
  const [nearest] = found.toSorted((one, other) => distance(one) - distance(other))
  return nearest ?? firstMention(name, document)
}

function symbolsNamed(symbols: readonly DocumentSymbol[], name: string): readonly DocumentSymbol[] {
  return symbols.flatMap((symbol) => [
    ...(symbol.name === name ? [symbol] : []),
    ...symbolsNamed(symbol.children, name),
  ])
}

function firstMention(name: string, document: TextDocument): Range | undefined {
  const text = document.getText()
  const word = /[\p{L}\p{N}_$]/u
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text[at - 1] ?? '', text[at + name.length] ?? '']
    if (word.test(before) || word.test(after)) continue
    return (
      document.getWordRangeAtPosition(document.positionAt(at)) ??
      document.lineAt(document.positionAt(at)).range
    )
  }
  return undefined
}

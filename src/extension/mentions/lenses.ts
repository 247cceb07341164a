import {
  CodeLens,
  EventEmitter,
  l10n,
  languages,
  Range,
  type Command,
  type Disposable,
  type DocumentSymbol,
  type TextDocument,
} from 'vscode'
import { Disposables } from '../../base/disposables.ts'
import type { StepId } from '../../core/step.ts'
import type { TurnId } from '../../protocol/webview.ts'
import { documentSymbols, enclosing } from '../context/symbols.ts'
import { createFinder, type Place } from '../editor/places.ts'
import { plainText } from '../steps/plainText.ts'
import type { Turns } from '../turns.ts'
import type { Mentions } from './mentions.ts'

interface Needs {
  readonly mentions: Mentions
  readonly turns: Turns
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly wanted: () => boolean
}

/**
 * Above what was asked about, a way to its steps; above each symbol, and lines outside of any, the steps that speak of
 * it. One for a symbol, not one a line: the code stays where it is.
 */
export function registerLenses({ mentions, turns, placeOf, wanted }: Needs): Disposable {
  const life = new Disposables()
  const changed = life.add(new EventEmitter<void>())
  life.add(mentions.onChange(() => changed.fire()))
  life.add(
    languages.registerCodeLensProvider(
      { pattern: '**' },
      { onDidChangeCodeLenses: changed.event, provideCodeLenses: (document) => lensesOf(document) },
    ),
  )
  return life

  async function lensesOf(document: TextDocument): Promise<CodeLens[]> {
    const { turn } = mentions
    if (!wanted() || turn === null) return []
    return [...(await askedLens(document, turn)), ...(await spokenLenses(document, turn))]
  }

  async function askedLens(document: TextDocument, turn: TurnId): Promise<readonly CodeLens[]> {
    const place = placeOf(turn)
    const head = turns.head(turn)
    if (!head || place?.file?.toString() !== document.uri.toString() || !place.asked) return []
    const { start, end } = place.asked
    const lines = await createFinder(place)({ first: start.line + 1, last: end.line + 1 })
    const title = l10n.t('ThinkTree: {0}', shortened(plainText(head.question)))
    return lines ? [lensAt(lines.first, { title, command: 'thinktree.turn.show', arguments: [turn] })] : []
  }

  async function spokenLenses(document: TextDocument, turn: TurnId): Promise<readonly CodeLens[]> {
    const lines = mentions.of(document.uri)?.lines
    if (!lines) return []
    const symbols = await documentSymbols(document)
    const groups = new Map<number, Set<StepId>>()
    let last = -2 // where a run of lines outside of all symbols ends
    let begin = -2 // and where it begins
    for (const [line, steps] of [...lines].toSorted(([one], [other]) => one - other)) {
      const symbol = symbolAt(symbols, line)
      if (!symbol) {
        if (line !== last + 1) begin = line
        last = line
      }
      const at = symbol?.selectionRange.start.line ?? begin
      const group = groups.get(at) ?? new Set()
      for (const step of steps) group.add(step)
      groups.set(at, group)
    }
    return [...groups].map(([line, steps]) =>
      lensAt(line, {
        title:
          steps.size === 1 ? l10n.t('1 step speaks of this') : l10n.t('{0} steps speak of this', steps.size),
        command: 'thinktree.step.pick',
        arguments: [turn, [...steps]],
      }),
    )
  }
}

function symbolAt(symbols: readonly DocumentSymbol[], line: number): DocumentSymbol | undefined {
  return enclosing(symbols, new Range(line, 0, line, 0)).at(-1)
}

function lensAt(line: number, command: Command): CodeLens {
  return new CodeLens(new Range(line, 0, line, 0), command)
}

/** Without what VS Code would make an icon of. */
function shortened(text: string): string {
  const plain = text.replaceAll('$(', '(')
  return plain.length <= 40 ? plain : `${plain.slice(0, 39).trimEnd()}…`
}

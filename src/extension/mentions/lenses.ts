import {
  CodeLens,
  EventEmitter,
  l10n,
  languages,
  Range,
  type Command,
  type Disposable,
  type DocumentSymbol,
  window,
  type CancellationToken,
  type TextDocument,
} from 'vscode'
import { Disposables } from '../../base/disposables.ts'
import type { StepId } from '../../core/step.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { LateSymbols } from '../context/lateSymbols.ts'
import { symbolAround } from '../context/symbols.ts'
import { createFinder, type Place } from '../editor/places.ts'
import { plainText } from '../../base/plainText.ts'
import { shortened } from '../../base/shortened.ts'
import type { Turns } from '../turns.ts'
import { withoutIcons } from '../withoutIcons.ts'
import type { Mentions } from './mentions.ts'

interface Needs {
  readonly mentions: Pick<Mentions, 'turn' | 'of' | 'onChange'>
  readonly symbols: Pick<LateSymbols, 'of' | 'onCame'>
  readonly turns: Pick<Turns, 'head' | 'running' | 'listen'>
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly wanted: () => boolean
}

/**
 * An editor that loses the keyboard forgets that it was about to ask for lenses. Where one in sight has not asked since they
 * changed, it is told again after so long (milliseconds): each time it is told, its own wait begins anew.
 */
const tellAgain = [2000, 5000, 15_000, 60_000]

/**
 * Above what was asked about, a way to its steps; above each symbol, and each paragraph outside of any, the steps that
 * speak of it, once all has come. One for a symbol, not one a line: the code stays where it is.
 */
export function registerLenses({ mentions, symbols, turns, placeOf, wanted }: Needs): Disposable {
  const life = new Disposables()
  const changed = life.add(new EventEmitter<void>())
  let changes = 0
  const given = new WeakMap<TextDocument, number>() // the change that a document's lenses are of
  let timer: ReturnType<typeof setTimeout> | undefined
  life.add({ dispose: () => clearTimeout(timer) })
  life.add(mentions.onChange(change))
  life.add(symbols.onCame(change))
  life.add(turns.listen({ ended: change }))
  life.add(
    languages.registerCodeLensProvider(
      { pattern: '**' },
      { onDidChangeCodeLenses: changed.event, provideCodeLenses },
    ),
  )
  change() // VS Code asks by itself, but may forget to
  return life

  function change() {
    changes++
    tell(0)
  }

  function tell(times: number) {
    changed.fire()
    clearTimeout(timer)
    const wait = tellAgain[times]
    if (wait === undefined) return
    timer = setTimeout(() => {
      if (window.visibleTextEditors.some(({ document }) => isBehind(document))) tell(times + 1)
    }, wait)
  }

  function isBehind(document: TextDocument): boolean {
    const of = given.get(document)
    return of === undefined ? mentions.of(document.uri) !== undefined : of !== changes
  }

  async function provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    const of = changes
    const lenses = await lensesOf(document)
    if (!token.isCancellationRequested) given.set(document, of)
    return lenses
  }

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
    const title = l10n.t('ThinkTree: {0}', shortened(withoutIcons(plainText(head.question)), 40))
    return lines ? [lensAt(lines.first, { title, command: 'thinktree.turn.show', arguments: [turn] })] : []
  }

  async function spokenLenses(document: TextDocument, turn: TurnId): Promise<readonly CodeLens[]> {
    const lines = mentions.of(document.uri)?.lines
    if (!lines || turns.running.includes(turn)) return []
    const known = await symbols.of(document)
    const groups = new Map<number, Set<StepId>>()
    let last = -2 // the line before, outside of all symbols
    let begin = -2 // and where its paragraph is first spoken of
    for (const [line, steps] of [...lines].toSorted(([one], [other]) => one - other)) {
      const symbol = symbolAt(known, line)
      if (!symbol) {
        if (last < 0 || hasGap(document, last, line)) begin = line
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

function hasGap(document: TextDocument, after: number, before: number): boolean {
  for (let line = after + 1; line < Math.min(before, document.lineCount); line++)
    if (document.lineAt(line).isEmptyOrWhitespace) return true
  return false
}

function symbolAt(symbols: readonly DocumentSymbol[], line: number): DocumentSymbol | undefined {
  return symbolAround(symbols, new Range(line, 0, line, 0))
}

function lensAt(line: number, command: Command): CodeLens {
  return new CodeLens(new Range(line, 0, line, 0), command)
}

import {
  Range,
  RelativePattern,
  Selection,
  TabInputCustom,
  TabInputText,
  TabInputWebview,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
  type DocumentSymbol,
  type TabGroup,
  type TextDocument,
} from 'vscode'
import { pathInside, staysInside } from '../../base/staysInside.ts'
import type { Known } from '../../core/references.ts'
import { declarationOf, documentSymbols } from '../context/symbols.ts'
import { exists } from '../files.ts'
import { editorType, panelType } from '../panel/panel.ts'
import type { Lines } from './highlight.ts'
import { mapLines, type LineSpan } from './lineMap.ts'

/** What a reference says, as far as it says it: lines are 1-based and inclusive. */
export interface Mention {
  readonly path?: string | undefined
  readonly first?: number | undefined
  readonly last?: number | undefined
  readonly name?: string | undefined
}

/** Where the paths of a turn lead. */
export interface Place {
  /** The file that was asked about. */
  readonly file?: Uri | undefined
  /** The folder that relative paths start from. */
  readonly root?: Uri | undefined
  /** The lines that were asked about, 0-based: of several things with one name, the nearest is meant. */
  readonly asked?: Range | undefined
  readonly known: Known
  /** What the file said when it was asked about: lines that have moved since are found by it. */
  readonly text?: string | undefined
}

export type FindLines = (mention: Mention) => Promise<Lines | undefined>

type SymbolsOf = (document: TextDocument) => Promise<readonly DocumentSymbol[]>

/** The lines a mention means; undefined when there is no such file, line or name. Never leaves the turn's folder. */
export async function findLines(mention: Mention, place: Place): Promise<Lines | undefined> {
  return createFinder(place)(mention)
}

/** The same for many mentions at one time: files are looked for, opened and read for their symbols once. */
export function createFinder(place: Place, symbolsOf: SymbolsOf = documentSymbols): FindLines {
  const files = new Map<string, Promise<Uri | undefined>>()
  const documents = new Map<string, Promise<Opened | undefined>>()
  return find

  async function find(mention: Mention): Promise<Lines | undefined> {
    const uri = mention.path === undefined ? place.file : await fileAt(mention.path)
    const opened = uri && (await openedAt(uri))
    if (!uri || !opened) return undefined
    const { document, lineNow } = opened
    if (mention.first !== undefined) {
      const span = spanNow(lineNow, mention.first - 1, (mention.last ?? mention.first) - 1)
      if (!span || span.first >= document.lineCount) return undefined
      return { uri, first: span.first, last: Math.min(span.last, document.lineCount - 1) }
    }
    if (mention.name !== undefined) {
      const range = declarationOf(mention.name, document, await opened.symbols(), place.asked)
      return range && { uri, first: range.start.line, last: range.start.line }
    }
    return { uri, first: 0, last: 0 }
  }

  async function fileAt(path: string): Promise<Uri | undefined> {
    return kept(files, path, () => findFile(path, place))
  }

  async function openedAt(uri: Uri): Promise<Opened | undefined> {
    return kept(documents, uri.toString(), () => open(uri, place, symbolsOf))
  }
}

interface Opened {
  readonly document: TextDocument
  /** Where a line of the text that the model was given is now. */
  readonly lineNow: (line: number) => number | undefined
  readonly symbols: () => Promise<readonly DocumentSymbol[]>
}

async function open(uri: Uri, { file, text }: Place, symbolsOf: SymbolsOf): Promise<Opened | undefined> {
  const document = await workspace.openTextDocument(uri).then(undefined, () => undefined)
  if (!document) return undefined
  const given = uri.toString() === file?.toString() ? text : undefined
  let symbols: Promise<readonly DocumentSymbol[]> | undefined
  return {
    document,
    lineNow: given === undefined ? (line) => line : mapLines(given, document.getText()),
    symbols: () => (symbols ??= symbolsOf(document)),
  }
}

/** What is left of a run of lines. */
function spanNow(lineNow: Opened['lineNow'], first: number, last: number): LineSpan | undefined {
  const lines: number[] = []
  for (let line = first; line <= Math.min(last, first + longest); line++) {
    const now = lineNow(line)
    if (now !== undefined) lines.push(now)
  }
  return lines.length === 0 ? undefined : { first: Math.min(...lines), last: Math.max(...lines) }
}

/** Lines of a mention that are looked at one by one. */
const longest = 5000

function kept<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const there = cache.get(key) ?? make()
  cache.set(key, there)
  return there
}

/**
 * Shows lines in an editor that is not the panel's; `takeFocus` says who has the keyboard afterwards. What only follows
 * along keeps it, and covers no tree and no trace.
 */
export async function reveal({ uri, first, last }: Lines, focus: 'keepFocus' | 'takeFocus'): Promise<void> {
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString())
  const column = shown?.viewColumn ?? codeColumn()
  if (column === undefined && focus === 'keepFocus') return
  const editor = await window.showTextDocument(uri, {
    viewColumn: column ?? ViewColumn.Beside,
    preserveFocus: focus === 'keepFocus',
    preview: true,
  })
  editor.revealRange(new Range(first, 0, last, 0), TextEditorRevealType.InCenterIfOutsideViewport)
  if (focus === 'takeFocus') editor.selection = new Selection(first, 0, first, 0)
}

/** A group that shows no panel and no trace, as tree or text; a new one beside a single one that does. */
function codeColumn(): ViewColumn | undefined {
  const groups = window.tabGroups.all
  const free = groups.find((group) => !showsTrace(group))?.viewColumn
  return free ?? (groups.length === 1 ? ViewColumn.Beside : undefined)
}

function showsTrace({ activeTab }: TabGroup): boolean {
  const input = activeTab?.input
  if (input instanceof TabInputWebview) return input.viewType.endsWith(panelType)
  if (input instanceof TabInputCustom) return input.viewType === editorType
  return input instanceof TabInputText && input.uri.path.endsWith('.think')
}

async function findFile(path: string, { file, root, known }: Place): Promise<Uri | undefined> {
  const wanted = pathInside(path)
  if (wanted === undefined) return undefined
  const [asked] = known.paths
  if (file && asked !== undefined && isTail(wanted, asked)) return file
  if (!root) return undefined
  // What a file knows, anyone may have written.
  const others = known.paths.filter((other) => staysInside(other) && isTail(wanted, other))
  for (const candidate of [wanted, ...others]) {
    const uri = Uri.joinPath(root, candidate)
    if (await exists(uri)) return uri
  }
  const [found] = await workspace.findFiles(
    new RelativePattern(root, `**/${escapeGlob(wanted)}`),
    undefined,
    1,
  )
  return found
}

/** `b/c.ts` is the tail of `a/b/c.ts`. */
function isTail(tail: string, path: string): boolean {
  return path === tail || path.endsWith(`/${tail}`)
}

function escapeGlob(path: string): string {
  return path.replace(/[[\]{}*?]/g, '[$&]')
}

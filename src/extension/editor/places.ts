import {
  Range,
  RelativePattern,
  Selection,
  TabInputWebview,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
  type TabGroup,
} from 'vscode'
import type { Known } from '../../core/references.ts'
import { declarationOf } from '../context/symbols.ts'
import { panelType } from '../panel/panel.ts'
import type { Lines } from './highlight.ts'

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
}

/** The lines a mention means; undefined when there is no such file, line or name. Never leaves the turn's folder. */
export async function findLines(mention: Mention, place: Place): Promise<Lines | undefined> {
  const uri = mention.path === undefined ? place.file : await findFile(mention.path, place)
  if (!uri) return undefined
  const document = await workspace.openTextDocument(uri).then(undefined, () => undefined)
  if (!document) return undefined
  if (mention.first !== undefined) {
    const first = mention.first - 1
    const last = Math.min(Math.max(first, (mention.last ?? mention.first) - 1), document.lineCount - 1)
    return first < document.lineCount ? { uri, first, last } : undefined
  }
  if (mention.name !== undefined) {
    const range = await declarationOf(mention.name, document, place.asked)
    return range && { uri, first: range.start.line, last: range.start.line }
  }
  return { uri, first: 0, last: 0 }
}

/** Shows lines in an editor that is not the panel's; `takeFocus` says who has the keyboard afterwards. */
export async function reveal({ uri, first, last }: Lines, focus: 'keepFocus' | 'takeFocus'): Promise<void> {
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString())
  const editor = await window.showTextDocument(uri, {
    viewColumn: shown?.viewColumn ?? codeColumn(),
    preserveFocus: focus === 'keepFocus',
    preview: true,
  })
  editor.revealRange(new Range(first, 0, last, 0), TextEditorRevealType.InCenterIfOutsideViewport)
  if (focus === 'takeFocus') editor.selection = new Selection(first, 0, first, 0)
}

/** A group that does not show the panel; a new one beside it where there is none. */
function codeColumn(): ViewColumn {
  const showsPanel = ({ activeTab }: TabGroup) =>
    activeTab?.input instanceof TabInputWebview && activeTab.input.viewType.endsWith(panelType)
  return window.tabGroups.all.find((group) => !showsPanel(group))?.viewColumn ?? ViewColumn.Beside
}

async function findFile(path: string, { file, root, known }: Place): Promise<Uri | undefined> {
  const wanted = path.replaceAll('\\', '/').replace(/^\.\//, '')
  if (wanted.startsWith('/') || wanted.split('/').includes('..')) return undefined
  const [asked] = known.paths
  if (file && asked !== undefined && isTail(wanted, asked)) return file
  if (!root) return undefined
  for (const candidate of [wanted, ...known.paths.filter((other) => isTail(wanted, other))]) {
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

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  )
}

function escapeGlob(path: string): string {
  return path.replace(/[[\]{}*?]/g, '[$&]')
}

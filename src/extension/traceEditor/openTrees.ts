import { commands, languages, Position, Uri, workspace, WorkspaceEdit, type TextDocument } from 'vscode'
import type { EditKind, Move, Selected, ToWebview, TurnId } from '../../protocol/webview.ts'
import { nameOfTurn } from '../../traces/thread.ts'
import type { Place } from '../editor/places.ts'
import type { KeptAt } from '../inside/insides.ts'
import type { TurnSource } from '../keeping/fileTurns.ts'
import type { Contents } from '../panel/contents.ts'
import { editorType, type Panel } from '../panel/panel.ts'
import type { Beside } from './beside.ts'
import type { FileTurns } from './turns.ts'

/** A `.think` file in an editor that shows it as a tree; another may show the same one. */
export interface OpenTree {
  readonly document: TextDocument
  readonly file: FileTurns
  readonly panel: Panel
  readonly contents: Contents
  readonly beside: Beside
}

/** The files that are open as trees: what they say of a turn, and what their pages are told. */
export class OpenTrees {
  readonly #trees = new Set<OpenTree>()
  /** Turns that files are to be opened at. */
  readonly #asked = new Map<string, number>()

  add(tree: OpenTree): void {
    this.#trees.add(tree)
    this.#goToAsked(tree)
  }

  delete(tree: OpenTree): void {
    this.#trees.delete(tree)
  }

  /** Opens a file as a tree, at one of its turns. */
  async open(uri: Uri, turn?: number): Promise<void> {
    const key = uri.toString()
    if (turn !== undefined) this.#asked.set(key, turn)
    await commands.executeCommand('vscode.openWith', uri, editorType)
    for (const tree of this.#trees) if (tree.document.uri.toString() === key) this.#goToAsked(tree)
  }

  /** Opens a text that is no file yet, such as what was just imported, as a tree; saving it asks where. */
  async openText(text: string, name: string): Promise<void> {
    const uri = newFile(name)
    // Before there is any text: VS Code opens the text of a changed document that no editor shows.
    await this.open(uri)
    const edit = new WorkspaceEdit()
    edit.insert(uri, new Position(0, 0), text)
    await workspace.applyEdit(edit)
    await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), 'think')
  }

  /** The tree that has a turn. */
  of(turn: TurnId): OpenTree | undefined {
    return this.#allOf(turn)[0]
  }

  /** Whether one can see a tree that has a turn. */
  isVisible(turn: TurnId): boolean {
    return this.#allOf(turn).some(({ panel }) => panel.visible)
  }

  placeOf(turn: TurnId): Place | undefined {
    return this.of(turn)?.file.placeOf(turn)
  }

  /** The file on disk that a turn is in, and what it calls it: by its place, where it has no name. */
  keptAt(turn: TurnId): KeptAt | undefined {
    const tree = this.of(turn)
    if (tree?.document.uri.scheme !== 'file') return undefined
    const { ids, document } = tree.file
    return { path: tree.document.uri.fsPath, name: nameOfTurn(document.turns, ids.indexOf(turn)) }
  }

  /** What the file itself calls a turn. */
  nameOf(turn: TurnId): string | undefined {
    const file = this.of(turn)?.file
    return file?.document.turns[file.ids.indexOf(turn)]?.head.id
  }

  /** Where a turn stands in a file of this machine. */
  sourceOf(turn: TurnId): TurnSource | undefined {
    const { document, file } = this.of(turn) ?? {}
    const index = file?.ids.indexOf(turn) ?? -1
    if (!document || !file || document.uri.scheme !== 'file') return undefined
    return { path: document.uri.fsPath, id: file.document.turns[index]?.head.id ?? '', place: index + 1 }
  }

  /** The one whose tree has the keyboard. */
  active(): Uri | undefined {
    return [...this.#trees].find(({ panel }) => panel.active)?.document.uri
  }

  /** Tells the page of a step that was chosen elsewhere; says whether it is one of a file's. */
  choose(step: Selected): boolean {
    const shown = this.#allOf(step.turn)
    for (const { contents, beside } of shown) {
      contents.choose(step)
      beside.select(step)
    }
    return shown.length > 0
  }

  /** What is said of a turn may be another. */
  async judged(turn: TurnId): Promise<void> {
    await Promise.all(this.#allOf(turn).map(({ contents }) => contents.judged(turn)))
  }

  /** The active page asks for words. */
  askWords(kind: EditKind): void {
    this.#post({ type: 'editAsked', kind })
  }

  move(move: Move): void {
    this.#post({ type: 'moveAsked', move })
  }

  #allOf(turn: TurnId): readonly OpenTree[] {
    return [...this.#trees].filter(({ file }) => file.ids.includes(turn))
  }

  #post(message: ToWebview) {
    for (const { panel } of this.#trees) if (panel.active) panel.post(message)
  }

  #goToAsked({ document, file, contents }: OpenTree) {
    const key = document.uri.toString()
    const turn = file.ids[this.#asked.get(key) ?? -1]
    if (turn) contents.show(file.ids, turn)
    this.#asked.delete(key)
  }
}

/** An untitled document of this name that is not open. It is made by opening it, and not changed before. */
function newFile(name: string): Uri {
  const open = new Set(workspace.textDocuments.map(({ uri }) => uri.toString()))
  for (let number = 1; ; number++) {
    const path = number === 1 ? name : `${name}-${number}`
    const uri = Uri.from({ scheme: 'untitled', path })
    if (!open.has(uri.toString())) return uri
  }
}

import {
  commands,
  l10n,
  languages,
  Position,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type CustomTextEditorProvider,
  type TextDocument,
  type WebviewPanel,
} from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { FailureAction } from '../../base/failure.ts'
import type {
  EditKind,
  FromWebview,
  Move,
  PanelId,
  Selected,
  TurnHead,
  TurnId,
} from '../../protocol/webview.ts'
import type { KeptAt } from '../inside/insides.ts'
import type { Place } from '../editor/places.ts'
import { createController, type Controller, type PanelNeeds } from '../panel/controller.ts'
import type { TurnSource } from '../keeping/fileTurns.ts'
import { isFixed } from './fixed.ts'
import { editorType, Panel } from '../panel/panel.ts'
import { mainChanges, waysOf } from '../../protocol/ways.ts'
import { readDocument, type TraceDocument } from '../../traces/document.ts'
import { nameOfTurn } from '../../traces/thread.ts'
import { headEdits, type HeadChanges, type TextEdit } from '../../traces/edit.ts'
import { createBeside, type Beside } from './beside.ts'
import { lockNewer } from './lockNewer.ts'
import { stayTree } from './stayTree.ts'
import { createFileTurns, type FileTurns } from './turns.ts'

/** While a text is edited, its tree follows this often (milliseconds). */
const followEvery = 200

interface Needs extends PanelNeeds {
  readonly extension: Uri
  /** A turn of a file as one that can be gone on with; undefined where it cannot be, which is said. */
  readonly onward: (file: Uri, index: number) => Promise<TurnId | undefined>
  /** Whether tree and text scroll together. */
  readonly scrolls: () => boolean
  /** A turn of a file, with what is known of the endpoint that would lead it another way. */
  readonly limit: (head: TurnHead) => TurnHead
  readonly notice: (message: string) => void
  readonly unexpected: (error: unknown) => void
}

/** What is done about a turn that failed by asking the model again. */
const asksOn: ReadonlySet<FailureAction> = new Set<FailureAction>([
  'askAgain',
  'goOn',
  'carry',
  'chooseContext',
  'setKey',
  'addEndpoint',
  'chooseEndpoint',
  'chooseModel',
])

interface Entry {
  readonly document: TextDocument
  readonly file: FileTurns
  readonly panel: Panel
  readonly controller: Controller
  readonly beside: Beside
}

/** `.think` files as trees: the panel's page in the place of an editor. The text is VS Code's own document. */
export class TraceEditors implements CustomTextEditorProvider, Disposable {
  readonly #needs: Needs
  readonly #life = new Disposables()
  readonly #entries = new Set<Entry>()
  /** Turns that files are to be opened at. */
  readonly #asked = new Map<string, number>()

  constructor(needs: Needs) {
    this.#needs = needs
    this.#life.add(
      needs.judging.onChange((turn) => {
        for (const { file, controller } of this.#entries)
          if (file.ids.includes(turn)) void controller.judged(turn).catch(needs.unexpected)
      }),
    )
    this.#life.add(stayTree(needs.unexpected))
    this.#life.add(
      lockNewer({ tell: (format) => needs.notice(whyNewer(format)), unexpected: needs.unexpected }),
    )
    this.#life.add(
      window.registerCustomEditorProvider(editorType, this, { supportsMultipleEditorsPerDocument: true }),
    )
  }

  resolveCustomTextEditor(document: TextDocument, webviewPanel: WebviewPanel): void {
    const { extension, turns, current, unexpected } = this.#needs
    const life = new Disposables()
    const file = createFileTurns(
      { uri: document.uri, turns, shop: shopOf(extension), limit: this.#needs.limit },
      document.getText(),
    )
    const panel = life.add(new Panel('document' as PanelId, extension, 'ofFile'))
    const controller = createController({
      ...this.#needs,
      panel,
      before: { turns: file.ids, saved: null },
      openPanel: () => undefined,
      changed: () => undefined,
      document: () => ({ readOnly: whyFixed(document.uri, file.document) }),
    })
    const beside = life.add(
      createBeside({
        document,
        file,
        stepsOf: (turn) => turns.get(turn)?.value.steps ?? [],
        choose(step) {
          current.select(step, 'editor')
          controller.choose(step)
        },
        sight: (step) => panel.post({ type: 'stepInSight', ...step }),
        scrolls: this.#needs.scrolls,
      }),
    )
    const entry: Entry = { document, file, panel, controller, beside }
    this.#entries.add(entry)
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = () => {
      timer = undefined
      file.update(document.getText())
      controller.show(file.ids)
    }
    life.add({ dispose: () => clearTimeout(timer) })
    life.add(
      workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
        if (changed === document && contentChanges.length > 0) timer ??= setTimeout(follow, followEvery)
      }),
    )
    life.add(panel.onMessage((message) => void this.#handle(entry, message).catch(unexpected)))
    life.add(panel.onViewed(() => panel.active && controller.entered()))
    life.add(
      panel.onClosed(() => {
        this.#entries.delete(entry)
        controller.closed()
        this.#forget(file)
        life.dispose()
      }),
    )
    panel.adopt(webviewPanel)
    this.#goToAsked(entry)
    if (panel.active) controller.entered()
  }

  /** Opens a file as a tree, at one of its turns. */
  async open(uri: Uri, turn?: number): Promise<void> {
    const key = uri.toString()
    if (turn !== undefined) this.#asked.set(key, turn)
    await commands.executeCommand('vscode.openWith', uri, editorType)
    for (const entry of this.#entries) if (entry.document.uri.toString() === key) this.#goToAsked(entry)
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

  /** Changes keys of the first head, as an edit of the document that can be undone. */
  async edit(uri: Uri, changes: HeadChanges): Promise<void> {
    const document = await workspace.openTextDocument(uri)
    await this.#edit(document, (trace) => {
      const [first] = trace.turns
      return first && headEdits(trace, first, changes)
    })
  }

  /** The file whose tree has the keyboard. */
  active(): Uri | undefined {
    return [...this.#entries].find(({ panel }) => panel.active)?.document.uri
  }

  placeOf(turn: TurnId): Place | undefined {
    return this.#of(turn)?.file.placeOf(turn)
  }

  /** The file on disk that a turn is in, and what it calls it: by its place, where it has no name. */
  keptAt(turn: TurnId): KeptAt | undefined {
    const entry = this.#of(turn)
    if (entry?.document.uri.scheme !== 'file') return undefined
    const { ids, document } = entry.file
    return { path: entry.document.uri.fsPath, name: nameOfTurn(document.turns, ids.indexOf(turn)) }
  }

  /** What the file itself calls a turn. */
  nameOf(turn: TurnId): string | undefined {
    const file = this.#of(turn)?.file
    return file?.document.turns[file.ids.indexOf(turn)]?.head.id
  }

  /** Where a turn stands in a file of this machine. */
  sourceOf(turn: TurnId): TurnSource | undefined {
    const { document, file } = this.#of(turn) ?? {}
    const index = file?.ids.indexOf(turn) ?? -1
    if (!document || !file || document.uri.scheme !== 'file') return undefined
    return { path: document.uri.fsPath, id: file.document.turns[index]?.head.id ?? '', place: index + 1 }
  }

  /** Of a file's turn, the one that can be gone on with; any other is that itself. */
  async onward(turn: TurnId): Promise<TurnId | undefined> {
    const entry = this.#of(turn)
    return entry ? this.#needs.onward(entry.document.uri, entry.file.ids.indexOf(turn)) : turn
  }

  /** Tells the page of a step that was chosen elsewhere; says whether it is one of a file's. */
  choose(step: Selected): boolean {
    const shown = [...this.#entries].filter(({ file }) => file.ids.includes(step.turn))
    for (const { controller, beside } of shown) {
      controller.choose(step)
      beside.select(step)
    }
    return shown.length > 0
  }

  /** The active page asks for words. */
  askWords(kind: EditKind): void {
    for (const { panel } of this.#entries) if (panel.active) panel.post({ type: 'editAsked', kind })
  }

  move(move: Move): void {
    for (const { panel } of this.#entries) if (panel.active) panel.post({ type: 'moveAsked', move })
  }

  dispose(): void {
    this.#life.dispose()
  }

  async #handle(entry: Entry, message: FromWebview): Promise<void> {
    const { controller, beside } = entry
    // A file's turns are the text's to keep.
    if (message.type === 'closeTurn' || message.type === 'openPanel') return
    if (message.type === 'makeMain') return this.#makeMain(entry, message.turn)
    if (message.type === 'ask' || message.type === 'preview') {
      const follows = await this.onward(message.follows)
      return follows && controller.handle({ ...message, follows })
    }
    if (message.type === 'steer' || (message.type === 'act' && asksOn.has(message.action))) {
      const turn = await this.onward(message.turn)
      return turn && controller.handle({ ...message, turn })
    }
    if (message.type === 'stepInSight') return beside.scrollTo(message)
    await controller.handle(message)
    if (message.type === 'selectStep' && message.step !== null)
      beside.select({ turn: message.turn, step: message.step })
  }

  async #makeMain({ document, file }: Entry, turn: TurnId): Promise<void> {
    const all = file.ids.map((id) => this.#needs.turns.get(id)).filter((view) => view !== undefined)
    const chosen = all.find(({ head }) => head.id === turn)
    const changes = chosen ? mainChanges(waysOf(all, chosen), turn) : []
    await this.#edit(document, (trace) => {
      const edits = changes.map(({ id, main }) => {
        const found = trace.turns[file.ids.indexOf(id)]
        return found && headEdits(trace, found, { main })
      })
      return edits.every((each) => each !== undefined) ? edits.flat() : undefined
    })
  }

  /** Edits a file as one step that can be undone, or says why it cannot be. */
  async #edit(
    document: TextDocument,
    editsOf: (trace: TraceDocument) => readonly TextEdit[] | undefined,
  ): Promise<void> {
    const trace = readDocument(document.getText())
    const fixed = whyFixed(document.uri, trace)
    if (fixed !== null) return this.#needs.notice(fixed)
    const edits = editsOf(trace)
    if (!edits)
      return this.#needs.notice(
        l10n.t('This file cannot be changed: its head is broken, or of a newer format.'),
      )
    const edit = new WorkspaceEdit()
    for (const { range, text } of edits)
      edit.replace(
        document.uri,
        new Range(document.positionAt(range.from), document.positionAt(range.to)),
        text,
      )
    await workspace.applyEdit(edit)
  }

  #goToAsked({ document, file, controller }: Entry) {
    const key = document.uri.toString()
    const id = file.ids[this.#asked.get(key) ?? -1]
    if (id) controller.show(file.ids, id)
    this.#asked.delete(key)
  }

  #of(turn: TurnId): Entry | undefined {
    return [...this.#entries].find(({ file }) => file.ids.includes(turn))
  }

  /** Unless another editor shows the same file. */
  #forget({ ids }: FileTurns) {
    for (const id of ids) if (!this.#of(id)) this.#needs.turns.close(id)
  }
}

/** Why a file cannot be changed; null where it can. */
function whyFixed(uri: Uri, { newer }: TraceDocument): string | null {
  if (newer !== undefined) return whyNewer(newer)
  return isFixed(uri) ? l10n.t('This file cannot be changed where it is: it is only shown.') : null
}

function whyNewer(format: number): string {
  return l10n.t(
    'This file has format {0}, which is newer than this version of ThinkTree: it is only shown.',
    format,
  )
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

function shopOf(extension: Uri): Uri {
  return Uri.joinPath(extension, 'samples', 'shop')
}

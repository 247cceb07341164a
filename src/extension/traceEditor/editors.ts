import {
  Uri,
  window,
  workspace,
  type CustomTextEditorProvider,
  type TextDocument,
  type WebviewPanel,
} from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { FailureAction } from '../../base/failure.ts'
import type { FromWebview, PanelId, TurnHead, TurnId } from '../../protocol/webview.ts'
import { createContents } from '../panel/contents.ts'
import { createHandler, type Handler, type PanelNeeds } from '../panel/handler.ts'
import { editorType, Panel } from '../panel/panel.ts'
import { createBeside } from './beside.ts'
import { makeMainInFile, whyFixed, whyNewer } from './changing.ts'
import { lockNewer } from './lockNewer.ts'
import type { OpenTree, OpenTrees } from './openTrees.ts'
import { stayTree } from './stayTree.ts'
import { createFileTurns, type FileTurns } from './turns.ts'

/** While a text is edited, its tree follows this often (milliseconds). */
const followEvery = 200

interface Needs extends PanelNeeds {
  readonly extension: Uri
  readonly trees: OpenTrees
  /** Of a file's turn, the one that can be gone on with; any other is that itself; undefined where it cannot be, which is said. */
  readonly onward: (turn: TurnId) => Promise<TurnId | undefined>
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
  'changeAddress',
])

/** Shows `.think` files as trees: the panel's page in the place of an editor. The text is VS Code's own document. */
export class TraceEditors implements CustomTextEditorProvider, Disposable {
  readonly #needs: Needs
  readonly #life = new Disposables()

  constructor(needs: Needs) {
    this.#needs = needs
    this.#life.add(needs.judging.onChange((turn) => void needs.trees.judged(turn).catch(needs.unexpected)))
    this.#life.add(stayTree(needs.unexpected))
    this.#life.add(
      lockNewer({ tell: (format) => needs.notice(whyNewer(format)), unexpected: needs.unexpected }),
    )
    this.#life.add(
      window.registerCustomEditorProvider(editorType, this, { supportsMultipleEditorsPerDocument: true }),
    )
  }

  resolveCustomTextEditor(document: TextDocument, webviewPanel: WebviewPanel): void {
    const { extension, trees, turns, current, unexpected } = this.#needs
    const life = new Disposables()
    const file = createFileTurns(
      { uri: document.uri, turns, shop: shopOf(extension), limit: this.#needs.limit },
      document.getText(),
    )
    const panel = life.add(new Panel('document' as PanelId, extension, 'ofFile'))
    const contents = createContents({
      ...this.#needs,
      panel,
      before: { turns: file.ids, saved: null },
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
          contents.choose(step)
        },
        sight: (step) => panel.post({ type: 'stepInSight', ...step }),
        scrolls: this.#needs.scrolls,
      }),
    )
    const tree: OpenTree = { document, file, panel, contents, beside }
    const handle = createHandler({ ...this.#needs, panel, contents, openPanel: () => undefined })
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = () => {
      timer = undefined
      file.update(document.getText())
      contents.show(file.ids)
    }
    life.add({ dispose: () => clearTimeout(timer) })
    life.add(
      workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
        if (changed === document && contentChanges.length > 0) timer ??= setTimeout(follow, followEvery)
      }),
    )
    life.add(panel.onMessage((message) => void this.#handle(tree, message, handle).catch(unexpected)))
    life.add(panel.onViewed(() => panel.active && contents.entered()))
    life.add(
      panel.onClosed(() => {
        trees.delete(tree)
        contents.closed()
        this.#forget(file)
        life.dispose()
      }),
    )
    panel.adopt(webviewPanel)
    trees.add(tree)
    if (panel.active) contents.entered()
  }

  dispose(): void {
    this.#life.dispose()
  }

  async #handle(tree: OpenTree, message: FromWebview, handle: Handler): Promise<void> {
    const { beside } = tree
    const { turns, onward, notice } = this.#needs
    // A file's turns are the text's to keep.
    if (message.type === 'closeTurn' || message.type === 'openPanel') return
    if (message.type === 'makeMain') return makeMainInFile(tree, turns, message.turn, notice)
    if (message.type === 'ask' || message.type === 'preview') {
      const follows = await onward(message.follows)
      return follows && handle({ ...message, follows })
    }
    if (message.type === 'steer' || (message.type === 'act' && asksOn.has(message.action))) {
      const turn = await onward(message.turn)
      return turn && handle({ ...message, turn })
    }
    if (message.type === 'stepInSight') return beside.scrollTo(message)
    await handle(message)
    if (message.type === 'selectStep' && message.step !== null)
      beside.select({ turn: message.turn, step: message.step })
  }

  /** Unless another editor shows the same file. */
  #forget({ ids }: FileTurns) {
    const { trees, turns } = this.#needs
    for (const id of ids) if (!trees.of(id)) turns.close(id)
  }
}

function shopOf(extension: Uri): Uri {
  return Uri.joinPath(extension, 'samples', 'shop')
}

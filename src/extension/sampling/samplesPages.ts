import type { Uri } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import { unreachable } from '../../base/unreachable.ts'
import { checkFromSamples, type FromSamples, type ToSamples } from '../../protocol/samples.ts'
import type { Side } from '../comparing/comparisons.ts'
import { openPage } from '../panel/page.ts'
import { samplesView, type SampleItem } from './view.ts'

/** Answers to one question, some perhaps still under way. */
export interface SampleGroup {
  readonly question: string
  readonly expected: string
  readonly items: () => readonly (SampleItem & { readonly uri?: Uri })[]
  /** Tells that something is new, until it is disposed. */
  readonly listen: (heard: () => void) => Disposable
  readonly stop: () => void
}

interface Needs {
  readonly extension: Uri
  readonly openTree: (uri: Uri, turn: number) => Promise<void>
  readonly compare: (left: Side, right: Side) => Promise<void>
  /** Makes training data or a page of these; `expected` is what is right, or empty. */
  readonly exportTraces: (files: readonly Uri[], expected: string) => PromiseLike<unknown>
  readonly unexpected: (error: unknown) => void
}

/** While answers come, the table follows this often (milliseconds). */
const followEvery = 250

/** Pages that show samples as a table. */
export class SamplesPages implements Disposable {
  readonly #needs: Needs
  readonly #life = new Disposables()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  show(title: string, group: SampleGroup): void {
    const { extension, unexpected } = this.#needs
    const panel = openPage(extension, 'samples', title)
    const life = this.#life.add(new Disposables())
    let { expected } = group
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      const message: ToSamples = {
        type: 'samples',
        view: samplesView(group.question, group.items(), expected),
      }
      void panel.webview.postMessage(JSON.stringify(message))
    }
    life.add({ dispose: () => clearTimeout(timer) })
    life.add(group.listen(() => (timer ??= setTimeout(tell, followEvery))))
    life.add(
      panel.webview.onDidReceiveMessage((raw: unknown) => {
        const message = checkFromSamples(raw)
        if (message?.type === 'ready') tell()
        else if (message?.type === 'expect') {
          expected = message.text
          tell()
        } else if (message) void this.#handle(message, group, expected).catch(unexpected)
      }),
    )
    panel.onDidDispose(() => {
      group.stop()
      life.dispose()
    })
  }

  dispose(): void {
    this.#life.dispose()
  }

  async #handle(
    message: Exclude<FromSamples, { type: 'ready' | 'expect' }>,
    group: SampleGroup,
    expected: string,
  ): Promise<void> {
    const side = (line: number): Side | undefined => {
      const { name, uri } = group.items()[line] ?? {}
      return name !== undefined && uri ? { name, uri } : undefined
    }
    switch (message.type) {
      case 'stop':
        return group.stop()
      case 'open': {
        const { uri } = side(message.line) ?? {}
        return uri && this.#needs.openTree(uri, 0)
      }
      case 'export':
        await this.#needs.exportTraces(
          group.items().flatMap(({ uri }) => uri ?? []),
          expected.trim(),
        )
        return
      case 'compare': {
        const [left, right] = message.lines.map(side)
        return left && right && this.#needs.compare(left, right)
      }
      default:
        return unreachable(message)
    }
  }
}

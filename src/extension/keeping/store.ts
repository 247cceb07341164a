import { join } from 'node:path'
import type { Disposable } from '../../base/disposables.ts'
import type { PanelId, TurnId } from '../../protocol/webview.ts'
import { Folder, type Limits } from './folder.ts'
import {
  packRecord,
  readAskedRecord,
  readPanelRecord,
  type AskedRecord,
  type PanelRecord,
} from './records.ts'

const askedLimits: Limits = { files: 500, bytes: 100_000_000 }
const panelLimits: Limits = { files: 30, bytes: 20_000_000 }

/**
 * What is kept beside the `.think` files: panels, and with what a turn was asked. Nothing is read or written before it
 * is asked for.
 */
export class Store implements Disposable {
  readonly #asked: Folder
  readonly #panels: Folder

  constructor(path: string, warn: (message: string) => void) {
    const failed = (error: unknown) => warn(`What was asked could not be kept on disk. ${String(error)}`)
    this.#asked = new Folder(join(path, 'asked'), failed)
    this.#panels = new Folder(join(path, 'panels'), failed)
  }

  async asked(id: TurnId): Promise<AskedRecord | undefined> {
    return readAskedRecord(await this.#asked.read(id))
  }

  async panel(id: PanelId): Promise<PanelRecord | undefined> {
    return readPanelRecord(await this.#panels.read(id))
  }

  /** The panel that was used last, of those that hold something, but for some. */
  async lastPanel(except: readonly PanelId[]): Promise<PanelRecord | undefined> {
    const names = await this.#panels.names()
    const all = await Promise.all(names.map(async (name) => readPanelRecord(await this.#panels.read(name))))
    return all
      .filter((record) => record !== undefined)
      .filter(({ id, turns }) => turns.length > 0 && !except.includes(id))
      .toSorted((one, other) => other.usedAt - one.usedAt)
      .at(0)
  }

  /** `tell` gives the record when it is about to be written. */
  keepAsked(id: TurnId, tell: () => AskedRecord): void {
    this.#asked.write(id, () => packRecord(tell()))
  }

  keepPanel(record: PanelRecord): void {
    this.#panels.write(record.id, () => packRecord(record))
  }

  async forgetPanel(id: PanelId): Promise<void> {
    await this.#panels.remove(id)
  }

  /** Drops the oldest of what is too much. */
  async prune(): Promise<void> {
    await this.settled()
    await Promise.all([this.#asked.prune(askedLimits), this.#panels.prune(panelLimits)])
  }

  async settled(): Promise<void> {
    await Promise.all([this.#asked.settled(), this.#panels.settled()])
  }

  dispose(): void {
    this.#asked.dispose()
    this.#panels.dispose()
  }
}

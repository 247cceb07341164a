import { join } from 'node:path'
import type { Disposable } from '../../base/disposables.ts'
import type { PanelId, TurnId } from '../../protocol/webview.ts'
import { Folder, type Limits } from './folder.ts'
import { packRecord, readPanelRecord, readTurnRecord, type PanelRecord, type TurnRecord } from './records.ts'

const turnLimits: Limits = { files: 200, bytes: 200_000_000 }
const panelLimits: Limits = { files: 30, bytes: 20_000_000 }

/** Turns and panels on disk, a file each. Nothing is read or written before it is asked for. */
export class Store implements Disposable {
  readonly #turns: Folder
  readonly #panels: Folder
  readonly #warn: (message: string) => void

  constructor(path: string, warn: (message: string) => void) {
    const failed = (error: unknown) => warn(`What was asked could not be kept on disk. ${String(error)}`)
    this.#turns = new Folder(join(path, 'turns'), failed)
    this.#panels = new Folder(join(path, 'panels'), failed)
    this.#warn = warn
  }

  async turn(id: TurnId): Promise<TurnRecord | undefined> {
    const raw = await this.#turns.read(id)
    const record = readTurnRecord(raw)
    if (!record) this.#warn(`A turn of before cannot be shown: its file is missing or damaged (${id}).`)
    return record
  }

  async panel(id: PanelId): Promise<PanelRecord | undefined> {
    return readPanelRecord(await this.#panels.read(id))
  }

  /** The panel that was used last, of those that hold something. */
  async lastPanel(): Promise<PanelRecord | undefined> {
    const names = await this.#panels.names()
    const all = await Promise.all(names.map(async (name) => readPanelRecord(await this.#panels.read(name))))
    return all
      .filter((record) => record !== undefined)
      .filter(({ turns }) => turns.length > 0)
      .toSorted((one, other) => other.usedAt - one.usedAt)
      .at(0)
  }

  /** `tell` gives the record when it is about to be written. */
  keepTurn(id: TurnId, tell: () => TurnRecord): void {
    this.#turns.write(id, () => packRecord(tell()))
  }

  keepPanel(record: PanelRecord): void {
    this.#panels.write(record.id, () => packRecord(record))
  }

  async forgetTurn(id: TurnId): Promise<void> {
    await this.#turns.remove(id)
  }

  async forgetPanel(id: PanelId): Promise<void> {
    await this.#panels.remove(id)
  }

  /** Drops the oldest of what is too much. */
  async prune(): Promise<void> {
    await this.settled()
    await Promise.all([this.#turns.prune(turnLimits), this.#panels.prune(panelLimits)])
  }

  async settled(): Promise<void> {
    await Promise.all([this.#turns.settled(), this.#panels.settled()])
  }

  dispose(): void {
    this.#turns.dispose()
    this.#panels.dispose()
  }
}

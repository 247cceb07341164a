import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Disposable } from '../../base/disposables.ts'
import { parseJson } from '../../base/json.ts'

/** At most so many files of one kind are kept, and so many bytes in all. */
export interface Limits {
  readonly files: number
  readonly bytes: number
}

/**
 * JSON files of one kind in a folder that is made when first written to. A file is whole or not there: it is written
 * beside and renamed. When several versions of a file wait to be written, only the last one is.
 */
export class Folder implements Disposable {
  readonly #path: string
  readonly #failed: (error: unknown) => void
  /** What is to be written, the one being written included: told only when its turn comes. */
  readonly #waiting = new Map<string, () => unknown>()
  #writing: Promise<void> | undefined

  constructor(path: string, failed: (error: unknown) => void) {
    this.#path = path
    this.#failed = failed
  }

  /** What is in the file; undefined if there is none, or it is not JSON. */
  async read(name: string): Promise<unknown> {
    const waiting = this.#waiting.get(name)
    if (waiting) return parseJson(JSON.stringify(waiting()))
    const text = await readFile(this.#file(name), 'utf8').catch(() => undefined)
    return text === undefined ? undefined : parseJson(text)
  }

  write(name: string, tell: () => unknown): void {
    this.#waiting.set(name, tell)
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined))
  }

  async remove(name: string): Promise<void> {
    this.#waiting.delete(name)
    await this.#writing
    await rm(this.#file(name), { force: true }).catch(this.#failed)
  }

  /** All names, the one written last first. */
  async names(): Promise<readonly string[]> {
    return (await this.#all()).map(({ name }) => name)
  }

  /** Drops the oldest of what is too much. */
  async prune({ files, bytes }: Limits): Promise<void> {
    let total = 0
    for (const [index, { name, size }] of (await this.#all()).entries()) {
      total += size
      if (index >= files || (index > 0 && total > bytes)) await this.remove(name)
    }
  }

  /** All is written when this is done. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  /** Writes at once what waits: the host may be about to end. */
  dispose(): void {
    for (const [name, tell] of this.#waiting) {
      try {
        mkdirSync(this.#path, { recursive: true })
        const last = `${this.#beside(name)}-last` // what is being written now may be written on
        writeFileSync(last, JSON.stringify(tell()))
        renameSync(last, this.#file(name))
      } catch (error) {
        this.#failed(error)
      }
    }
    this.#waiting.clear()
  }

  async #writeAll() {
    for (let next = this.#next(); next; next = this.#next()) {
      const { name, tell } = next
      try {
        await mkdir(this.#path, { recursive: true })
        await writeFile(this.#beside(name), JSON.stringify(tell()))
        await rename(this.#beside(name), this.#file(name))
      } catch (error) {
        this.#failed(error)
      }
      if (this.#waiting.get(name) === tell) this.#waiting.delete(name)
    }
  }

  #next() {
    for (const [name, tell] of this.#waiting) return { name, tell }
    return undefined
  }

  async #all() {
    const entries = await readdir(this.#path).catch(() => [])
    const files = entries.filter((entry) => entry.endsWith(extension))
    const found = await Promise.all(
      files.map(async (file) => {
        const known = await stat(join(this.#path, file)).catch(() => undefined)
        return known ? [{ name: file.slice(0, -extension.length), at: known.mtimeMs, size: known.size }] : []
      }),
    )
    return found.flat().toSorted((one, other) => other.at - one.at)
  }

  #file(name: string) {
    return join(this.#path, `${name}${extension}`)
  }

  #beside(name: string) {
    return join(this.#path, `${name}.${process.pid}.tmp`)
  }
}

const extension = '.json'

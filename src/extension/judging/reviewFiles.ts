import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { EventEmitter, RelativePattern, Uri, workspace } from 'vscode'
import { codeOf } from '../../base/codeOf.ts'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import { noReviews, type ReviewFile } from '../../judge/review.ts'
import { readReviews, reviewPath, writeReviews } from '../../judge/reviewFile.ts'
import { withLock } from '../keeping/lock.ts'
import { moveFile } from '../keeping/moveFile.ts'
import { replaceFile } from '../keeping/replaceFile.ts'
import type { Writer } from '../keeping/writer.ts'

/** What is in a review file; `broken`: it cannot be read, and nobody may write over it. */
export type Reviews = ReviewFile | 'broken'

/** Whether words may be added: it is read, and of a format that this version writes. */
export function canChange(reviews: Reviews): reviews is ReviewFile {
  return reviews !== 'broken' && reviews.newer === undefined
}

/** The files of reviews, beside the traces. Traces go by their paths. */
export class ReviewFiles implements Disposable {
  readonly #writer: Writer
  readonly #life = new Disposables()
  readonly #changed = this.#life.add(new EventEmitter<string>())
  readonly #watched = new Set<string>()

  /** The reviews of a trace were changed, here or elsewhere. */
  readonly onChange = this.#changed.event

  constructor(writer: Writer) {
    this.#writer = writer
  }

  /** The traces of the workspace that have a file of reviews. */
  async inWorkspace(): Promise<readonly string[]> {
    const found = await workspace.findFiles(`**/*${reviewPath('.think')}`)
    return found.filter(({ scheme }) => scheme === 'file').map(traceOf)
  }

  /** Those of the traces that have a file of reviews. */
  async reviewed(traces: readonly string[]): Promise<readonly string[]> {
    const names = new Map<string, ReadonlySet<string>>()
    for (const folder of new Set(traces.map((trace) => dirname(trace))))
      names.set(folder, new Set(await readdir(folder).catch(() => [])))
    return traces.filter((trace) => names.get(dirname(trace))?.has(basename(reviewPath(trace))))
  }

  async read(trace: string): Promise<Reviews> {
    this.#watch(dirname(trace))
    return read(reviewPath(trace))
  }

  /** Changes what is there now, whoever wrote it; says whether it could be. */
  async change(trace: string, change: (before: ReviewFile) => ReviewFile): Promise<boolean> {
    const path = reviewPath(trace)
    const changed = await withLock(path, this.#writer, async () => {
      const before = await read(path)
      if (!canChange(before)) return false
      const next = change(before)
      if (next !== before) await replaceFile(path, writeReviews(next))
      return true
    })
    if (changed) this.#changed.fire(trace)
    return changed
  }

  /** A trace is at another place now, and so is what was said of it, unless something was said of what is there. */
  async move(from: string, to: string): Promise<void> {
    if (await moveFile(reviewPath(from), reviewPath(to), this.#writer)) this.#changed.fire(to)
  }

  dispose(): void {
    this.#life.dispose()
  }

  /** Others write these files too. */
  #watch(folder: string) {
    if (this.#watched.has(folder)) return
    this.#watched.add(folder)
    const files = new RelativePattern(Uri.file(folder), `*${reviewPath('.think')}`)
    const watcher = this.#life.add(workspace.createFileSystemWatcher(files))
    const tell = (uri: Uri) => this.#changed.fire(traceOf(uri))
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
      this.#life.add(event(tell))
  }
}

/** The trace that a file of reviews stands beside. */
function traceOf({ fsPath }: Uri): string {
  return fsPath.slice(0, -reviewPath('').length)
}

async function read(path: string): Promise<Reviews> {
  try {
    return readReviews(await readFile(path, 'utf8')) ?? 'broken'
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? noReviews : 'broken'
  }
}

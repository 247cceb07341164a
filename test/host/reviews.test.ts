import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Uri, workspace, WorkspaceEdit } from 'vscode'
import { inMarkdown } from '../../src/base/plainText.ts'
import { followRenames } from '../../src/extension/keeping/followRenames.ts'
import { readAllReviews, reviewsPage } from '../../src/extension/judging/reports.ts'
import { ReviewFiles } from '../../src/extension/judging/reviewFiles.ts'
import type { Writer } from '../../src/extension/keeping/writer.ts'
import { noReviews } from '../../src/judge/review.ts'
import { emptyTurnReview, withTurnReview, writeReviews } from '../../src/judge/reviewFile.ts'

describe('all reviews', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tt-reviews-'))
  const files = new ReviewFiles('w' as Writer)
  const needs = { files, isDone: async (path: string) => path.endsWith('2.think') }
  const paths = ['1', '2', '3', '4'].map((name) => join(folder, `${name}.think`))
  const verdict = { ...emptyTurnReview, turn: '1', verdict: 'accepted' } as const

  before(() => {
    for (const path of paths)
      writeFileSync(path, '---\nformat: 1\nquestion: Why?\n---\n<think>\nSo.\n</think>\n\nYes.\n')
    for (const path of paths.slice(1, 3))
      writeFileSync(`${path}.review.json`, writeReviews(withTurnReview(noReviews, 'ana', verdict)))
  })

  after(() => {
    files.dispose()
    rmSync(folder, { recursive: true })
  })

  it('are of the history and of others, and tell how far they are read', async () => {
    const told: string[] = []
    const tell = (done: number, count: number) => told.push(`${done} of ${count}`)
    const all = await readAllReviews(paths.slice(0, 2), paths, needs, new AbortController().signal, tell)
    assert.deepEqual(
      all?.rows.map(({ path, verdict: said }) => [path, said]),
      paths.slice(1, 3).map((path) => [path, 'accepted']),
    )
    assert.deepEqual([all.done, all.count], [1, 2])
    assert.deepEqual(told, ['1 of 2', '2 of 2'])
  })

  it('are a page that names files of one name by where they stand, and says why', async () => {
    const two = ['a', 'b'].map((name) => join(folder, name, '1.think'))
    for (const path of two) {
      mkdirSync(dirname(path))
      writeFileSync(path, readFileSync(join(folder, '1.think')))
      const rejected = { ...verdict, verdict: 'rejected', reason: 'Off by *one*.' } as const
      writeFileSync(`${path}.review.json`, writeReviews(withTurnReview(noReviews, 'ana', rejected)))
    }
    const read = (others: readonly string[]) =>
      readAllReviews([], others, needs, new AbortController().signal, () => undefined)
    const [one, both] = [await read(two.slice(0, 1)), await read(two)]
    assert.ok(one && both)
    assert.ok(reviewsPage(one).includes(`| ${inMarkdown('1.think')} 1 |`))
    assert.ok(reviewsPage(one).includes(`| ana: rejected (${inMarkdown('Off by *one*.')}), 0 steps |`))
    for (const path of two)
      assert.ok(reviewsPage(both).includes(`| ${inMarkdown(workspace.asRelativePath(path))} 1 |`))
  })

  it('are none once it is cancelled', async () => {
    assert.equal(await readAllReviews(paths, [], needs, AbortSignal.abort(), () => undefined), undefined)
  })

  it('go with a trace that is renamed, and do not replace those of another', async () => {
    const [old, moved, other] = ['old', 'moved', 'other'].map((name) => join(folder, `${name}.think`))
    assert.ok(old !== undefined && moved !== undefined && other !== undefined)
    const reviewsOf = (path: string) => `${path}.review.json`
    const rename = async (from: string, to: string) => {
      const edit = new WorkspaceEdit()
      edit.renameFile(Uri.file(from), Uri.file(to))
      assert.ok(await workspace.applyEdit(edit))
    }
    const content = readFileSync(reviewsOf(paths[1] ?? ''), 'utf8')
    writeFileSync(old, readFileSync(join(folder, '1.think')))
    writeFileSync(reviewsOf(old), content)
    writeFileSync(reviewsOf(other), '{}')
    const errors: unknown[] = []
    const following = followRenames([files], (error) => errors.push(error))
    try {
      const told = new Promise((resolve) => files.onChange((path) => path === moved && resolve(path)))
      await rename(old, moved)
      await told
      assert.equal(readFileSync(reviewsOf(moved), 'utf8'), content)
      assert.ok(!existsSync(reviewsOf(old)))
      await files.move(moved, other)
      assert.equal(readFileSync(reviewsOf(other), 'utf8'), '{}')
      assert.equal(readFileSync(reviewsOf(moved), 'utf8'), content)
      assert.deepEqual(errors, [])
    } finally {
      following.dispose()
    }
  })
})

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAllReviews } from '../../src/extension/judging/reports.ts'
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

  it('are none once it is cancelled', async () => {
    assert.equal(await readAllReviews(paths, [], needs, AbortSignal.abort(), () => undefined), undefined)
  })
})

import { expect, test } from 'vitest'
import { Disposables } from '../../src/base/disposables.ts'

test('what was added last is disposed first, and nothing twice', () => {
  const log: string[] = []
  const life = new Disposables()
  for (const name of ['first', 'second', 'third']) life.add({ dispose: () => log.push(name) })
  life.dispose()
  life.dispose()
  expect(log).toEqual(['third', 'second', 'first'])
})

test('what is added too late is disposed at once', () => {
  const log: string[] = []
  const life = new Disposables()
  life.dispose()
  life.add({ dispose: () => log.push('late') })
  expect(log).toEqual(['late'])
})

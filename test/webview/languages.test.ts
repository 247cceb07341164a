import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import * as comparison from '../../webview/comparison/words.ts'
import { chinese as helpInChinese, english as helpInEnglish } from '../../webview/help/words.ts'
import * as inside from '../../webview/inside/words.ts'
import * as samplesPage from '../../webview/samples/words.ts'
import * as ways from '../../webview/ways/words.ts'
import { chinese } from '../../webview/words/chinese.ts'
import { english } from '../../webview/words/english.ts'
import { useWorld } from './support/world.ts'
import { states } from './support/states.ts'

test.each(
  Object.entries({
    page: { english, chinese },
    comparison,
    help: { english: helpInEnglish, chinese: helpInChinese },
    inside,
    samples: samplesPage,
    ways,
  }),
)('no sentence was left in English: %s', (_, { english, chinese }) => {
  const inEnglish = new Map(leaves(english))
  const same = leaves(chinese).filter(
    ([path, text]) => text === inEnglish.get(path) && /[a-z]{3}/i.test(text),
  )
  expect(same.map(([path]) => path)).toEqual([])
})

test('Chinese has one word for a token, and one for the reader', () => {
  const texts = ['l10n/bundle.l10n.zh-cn.json', 'package.nls.zh-cn.json', 'webview/words/chinese.ts']
  const words = ['comparison', 'help', 'inside', 'samples', 'ways'].map((page) => `webview/${page}/words.ts`)
  const others = [...texts, ...words].filter((file) => /词元|您/.test(readFileSync(join(root, file), 'utf8')))
  expect(others).toEqual([])
})

test('reasons of the core are said in Chinese, but for what they quote', () => {
  const names = readdirSync(samples).filter((name) => name.endsWith('.think'))
  const steps = names.flatMap((name) => {
    const turn = createTurn(defaultSplit)
    turn.push({ kind: 'text', channel: 'content', text: readFileSync(join(samples, name), 'utf8') }, 1)
    turn.end('closed', 2)
    return turn.value().steps
  })
  const more = [
    'says “wait”',
    'goes on: asks',
    'turns from plan to check: item “2”',
    'turns with “but”',
    'an item with parts',
    'gives the answer',
    'thinks again after the answer',
    'stops to try another way',
  ]
  const said = [...new Set([...steps.map(({ why }) => why), ...more])].map((why) => chinese.why('', why))
  expect(said.filter((text) => /[a-z]{2}/i.test(text.replaceAll(/“[^”]*”/g, '')))).toEqual([])
})

const samples = join(root, 'samples/traces')

/** Every text by its path; functions are asked with what they need. */
function leaves(words: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof words === 'string') return [[path, words]]
  if (typeof words === 'function') return []
  return Object.entries(Object(words)).flatMap(([key, value]) => leaves(value, `${path}/${key}`))
}

describe('the page', () => {
  const world = useWorld()

  test('speaks Chinese where VS Code does', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [states.done], 'zh-cn')
    await page.getByText('完成', { exact: true }).waitFor()
    await page.getByRole('tree', { name: '推理步骤' }).waitFor()
    const facts = await page.locator('.fact, .row-time').allInnerTexts()
    expect(facts.filter((fact) => /\d ?秒/.test(fact)).length).toBeGreaterThan(1)
    expect(facts.filter((fact) => /\d ?s\b/.test(fact))).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  })
})

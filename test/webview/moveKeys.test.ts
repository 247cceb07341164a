import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { listOf, recordOf, textOf } from '../../src/base/json.ts'
import { keyList } from '../../webview/help/keyList.ts'
import { actOfKey, keysOf, speedBeside } from '../../webview/moveKeys.ts'
import { said } from '../../webview/help/words.ts'

const plain = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, isComposing: false }

afterEach(() => vi.unstubAllGlobals())

test('every act has its key, and the list of keys shows it', () => {
  vi.stubGlobal('navigator', { platform: 'Linux x86_64' })
  const listed = keyList().flatMap(({ keys }) => keys.flatMap((line) => line.keys))
  for (const [act, key] of Object.entries(keysOf)) {
    const pressed = key === 'Shift+Space' ? { ...plain, shiftKey: true, key: ' ' } : { ...plain, key }
    expect(actOfKey(pressed)).toBe(act)
    expect(listed).toContain(key)
  }
})

test.each([
  ['Linux x86_64', 'key'],
  ['Win32', 'win'],
  ['MacIntel', 'mac'],
])('the list shows the keys that VS Code has for the panel, and no others: %s', (platform, own) => {
  vi.stubGlobal('navigator', { platform })
  const groups = keyList()
  const listed = (some: typeof groups) =>
    some.flatMap(({ keys }) => keys.flatMap((line) => line.keys.map(plainName)))
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  const bindings = listOf(recordOf(recordOf(manifest)['contributes'])['keybindings'])
    .map(recordOf)
    .filter(({ when }) => textOf(when).includes('thinktree.panel'))
    .map((binding) => textOf(binding[own] ?? binding['key']))
  expect(listed(groups)).toEqual(expect.arrayContaining(bindings))
  expect(bindings).toEqual(
    expect.arrayContaining(listed(groups.filter(({ title }) => title === said.byVsCode))),
  )
})

test('brackets count where a keyboard has them on AltGr or Option', () => {
  expect(actOfKey({ ...plain, key: ']', ctrlKey: true, altKey: true })).toBe('next')
  expect(actOfKey({ ...plain, key: '{', altKey: true })).toBe('previousOfKind')
})

test.each([
  ['a letter finds titles', { key: 'n' }],
  ['Space opens a row', { key: ' ' }],
  ['Ctrl+] is the editor’s', { key: ']', ctrlKey: true }],
  ['Cmd+[ is the editor’s', { key: '[', metaKey: true }],
  ['Alt+Backspace stops', { key: 'Backspace', altKey: true }],
  ['a word is being composed', { key: ']', isComposing: true }],
  ['no key of ours', { key: 'toString' }],
])('%s', (_, pressed) => {
  expect(actOfKey({ ...plain, ...pressed })).toBeUndefined()
})

/** As package.json writes it. */
function plainName(key: string): string {
  return key
    .toLowerCase()
    .replace('↑', 'up')
    .replace('↓', 'down')
    .replaceAll('⌘', 'cmd+')
    .replace('⌥', 'alt+')
    .replace('⇧', 'shift+')
}

test('speeds go up and down by one, and end', () => {
  expect([speedBeside(1, 'faster'), speedBeside(8, 'faster'), speedBeside(8, 'slower')]).toEqual([2, 8, 2])
})

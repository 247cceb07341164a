import { expect, test } from 'vitest'
import { tabsOf } from '../../webview/conversations.ts'
import { shown, told, turn, turnId } from './support/pages.ts'

test.each([
  ['a b c', '1:a 2:b 3:c'],
  ['a b c>a d>c', '1:a 1.2:c 1.3:d 2:b'],
  ['a b>a c d>a', '1:a 1.2:b 1.3:d 2:c'],
  // What they follow was closed: they still belong together.
  ['c>a x d>c e>a', '1:c 1.2:d 1.3:e 2:x'],
])('%s', (asked, wanted) => {
  const turns = asked.split(' ').map((one) => {
    const [name = '', follows] = one.split('>')
    return turn(name, { follows: follows === undefined ? null : turnId(follows) })
  })
  const tabs = tabsOf(told(shown(...turns)).turns)
  expect(tabs.map(({ page, number }) => `${number}:${page.head.id}`).join(' ')).toBe(wanted)
  expect(tabs.map(({ first }) => first)).toEqual(tabs.map(({ number }) => !number.includes('.')))
})

test.each([
  ['another time', 'm@09:02 m@09:05', '9:02 AM · Why? | 9:05 AM · Why?'],
  [
    'the same minute',
    'm@09:02:07 m@09:02:40 n@09:03',
    '9:02:07 AM · Why? | 9:02:40 AM · Why? | 9:03:00 AM · Why?',
  ],
  ['another model', 'm@09:02 n@09:05', 'm · Why? | n · Why?'],
  ['times that are not known', 'm m', 'Why? | Why?'],
])('what is asked twice is told apart: %s', (_, asked, wanted) => {
  const turns = asked.split(' ').map((one, index) => {
    const [model = '', time] = one.split('@')
    const askedAt = time === undefined ? 0 : Date.parse(`2026-11-25T${time}`)
    return turn(String(index), { model, askedAt, question: 'Why?' })
  })
  const texts = tabsOf(told(shown(...turns)).turns).map(({ text }) => text)
  expect(texts.join(' | ').replaceAll('\u202f', ' ')).toBe(wanted)
})

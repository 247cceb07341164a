import { entryOf } from '../src/base/entryOf.ts'
import type { Move } from '../src/protocol/webview.ts'
import { speeds, type Speed } from './play.ts'

/** What a key does anywhere on the page where one does not write. Letters are the tree's: they find titles. */
export type KeyAct = Move | 'faster' | 'slower' | 'nextUnsure'

/** Brackets go through the steps: an opening one back or out, a closing one on or in. */
const acts: Readonly<Record<string, KeyAct>> = {
  ']': 'next',
  '[': 'previous',
  ')': 'into',
  '(': 'outOf',
  '}': 'nextOfKind',
  '{': 'previousOfKind',
  '>': 'nextRevision',
  '<': 'previousRevision',
  '!': 'nextUnsure',
  Backspace: 'back',
  '+': 'faster',
  '=': 'faster', // where plus needs Shift
  '-': 'slower',
  '.': 'follow',
  '?': 'help',
}

/** The key of each, to be shown. */
export const keysOf: Readonly<Record<Exclude<KeyAct, 'search' | 'answerLine'>, string>> = {
  next: ']',
  previous: '[',
  into: ')',
  outOf: '(',
  nextOfKind: '}',
  previousOfKind: '{',
  nextRevision: '>',
  previousRevision: '<',
  nextUnsure: '!',
  back: 'Backspace',
  play: 'Shift+Space',
  faster: '+',
  slower: '-',
  follow: '.',
  help: '?',
}

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing'>

/** Signs count as they are written: many keyboards have brackets on AltGr or Option. */
export function actOfKey({ key, shiftKey, altKey, ctrlKey, metaKey, isComposing }: Key): KeyAct | undefined {
  if (isComposing || metaKey || (ctrlKey && !altKey)) return undefined
  const plain = !altKey && !ctrlKey
  if (key === ' ') return plain && shiftKey ? 'play' : undefined
  if (key.length > 1 && !(plain && !shiftKey)) return undefined
  return entryOf(acts, key)
}

/** The speed beside another, or the same at the end. */
export function speedBeside(speed: Speed, act: 'faster' | 'slower'): Speed {
  const at = speeds.indexOf(speed) + (act === 'faster' ? 1 : -1)
  return speeds[at] ?? speed
}

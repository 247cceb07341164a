import type { Channel, Delta } from '../../base/delta.ts'
import type { Profile } from '../profile.ts'
import { rawText, taggedText, tagsOf, type CutText } from './cut.ts'

/** Deltas of what follows a cut, from those of a server that may repeat what stood before it. */
export interface Seam {
  push(delta: Delta): readonly Delta[]
  end(): readonly Delta[]
}

/** A copy shorter than this (UTF-16 units) may as well be the model's own words. */
const shortest = 12

/**
 * Takes out of a server's reply what it repeats of the text before the cut, be it all of it or the blanks at its end,
 * which are not sent along. What is left joins that text.
 */
export function createSeam(profile: Profile, cut: CutText): Seam {
  const tags = tagsOf(profile)
  const whole = [taggedText(cut, tags), rawText(cut, tags)]
  const echoes: Readonly<Record<Channel, Filter>> = {
    reasoning: createFilter([cut.reasoning, ...(cut.at === 'answer' ? [cut.answer] : [])]),
    content: createFilter([...whole, ...(cut.at === 'answer' ? [cut.answer] : [])]),
  }
  const blanks = createBlanks(/\s*$/.exec(cut[cut.at])?.[0] ?? '')
  return {
    push(delta) {
      if (delta.kind !== 'text') return [delta]
      return said(delta.channel, echoes[delta.channel].push(delta.text))
    },
    end: () => [...said('reasoning', echoes.reasoning.end()), ...said('content', echoes.content.end())],
  }

  function said(channel: Channel, text: string): readonly Delta[] {
    const joined = blanks(text)
    return joined === '' ? [] : [{ kind: 'text', channel, text: joined }]
  }
}

interface Filter {
  push(text: string): string
  end(): string
}

/** Leaves out the longest of these texts that the stream begins with, blanks at its start and end aside. */
function createFilter(texts: readonly string[]): Filter {
  let alive = [...new Set(texts.map((text) => text.trim()))].filter(({ length }) => length >= shortest)
  let held = ''
  let lead = 0 // blanks at its start
  let read = 0 // of the texts that are still alike
  let copied: number | undefined // of what is held, a copy that is whole
  let over = alive.length === 0

  return { push, end }

  function push(text: string): string {
    if (over) return text
    const begun = read > 0
    held += text
    const fresh = begun ? text : held.trimStart()
    if (!begun) lead = held.length - fresh.length
    if (fresh === '') return ''
    const longer: string[] = []
    for (const each of alive) {
      const left = each.length - read
      if (left > fresh.length && each.startsWith(fresh, read)) longer.push(each)
      else if (fresh.startsWith(each.slice(read))) copied = Math.max(copied ?? 0, lead + each.length)
    }
    alive = longer
    read += fresh.length
    return alive.length > 0 ? '' : end()
  }

  function end(): string {
    over = true
    const rest = copied === undefined ? held : held.slice(copied)
    held = ''
    return rest
  }
}

/** The blanks before the first word, without those that stood before the cut. */
function createBlanks(before: string): (text: string) => string {
  let held = ''
  let over = before === ''
  return (text) => {
    if (over || text === '') return text
    held += text
    const word = held.search(/\S/)
    if (word < 0) return ''
    over = true
    const [blank, rest] = [held.slice(0, word), held.slice(word)]
    if (blank.startsWith(before)) return blank.slice(before.length) + rest
    return before.startsWith(blank) ? rest : held
  }
}

import type { Channel } from '../base/delta.ts'
import { isAllBlank } from './blank.ts'
import { createCopyWatch } from './copyWatch.ts'
import { createFieldStart } from './fieldStart.ts'
import { createSplitter, type SplitOptions } from './splitter.ts'
import { defaultTags } from './tags.ts'

/** Reasoning only grows; of the answer, what came since the last mark can be taken back. */
export interface ChannelSink {
  readonly reasoning: (text: string) => void
  readonly answer: (text: string) => void
  readonly mark: () => void
  /** The answer text since the last mark, which is answer no more. */
  readonly takeBack: () => string
  readonly late: () => void
}

export interface Channels {
  push(channel: Channel, text: string): void
  end(): void
}

/**
 * Makes one reasoning and one answer of both channels. Some servers send a thought both ways: a first inline block
 * equal to the field's text is left out. `before` is the text that the reasoning goes on from.
 */
export function createChannels(split: SplitOptions, sink: ChannelSink, before = ''): Channels {
  const copies = createCopyWatch(sink.reasoning)
  const fieldStart = createFieldStart(split.tags.length > 0 ? split.tags : defaultTags, field)
  let someField = false
  const splitter = createSplitter(
    split,
    {
      reasoning: copies.inline,
      answer(text) {
        copies.answer(text)
        sink.answer(text)
      },
      tag: copies.tag,
      mark() {
        copies.mark()
        sink.mark()
      },
      refile({ before: tagBefore, to, tag }) {
        const text = sink.takeBack()
        const thought = tagBefore + text.slice(0, to)
        if (thought !== '') copies.inline(thought)
        if (tag > 0) copies.tag()
        const rest = text.slice(to + tag)
        if (rest !== '') sink.answer(rest)
      },
      late: sink.late,
    },
    before,
  )
  return { push, end }

  function push(channel: Channel, text: string) {
    if (channel === 'reasoning') return fieldStart.push(text)
    fieldStart.end()
    return splitter.push(text)
  }

  function field(text: string) {
    if (!someField && !isAllBlank(text)) {
      someField = true
      splitter.reasonedElsewhere()
    }
    copies.field(text)
    sink.reasoning(text)
  }

  function end() {
    fieldStart.end()
    splitter.end()
    copies.end()
  }
}

/**
 * The channels of an answer that is gone on with, after the text `before`. Servers file what goes on as reasoning too,
 * for want of an opening tag; where they do not, and answer after it, that was another thought.
 */
export function createAnswerChannels(split: SplitOptions, sink: ChannelSink, before: string): Channels {
  const splitter = createSplitter(
    { ...split, start: 'auto' },
    {
      ...sink,
      tag: () => {},
      refile({ before: tagBefore, to, tag }) {
        const text = sink.takeBack()
        sink.reasoning(tagBefore + text.slice(0, to))
        if (text.length > to + tag) sink.answer(text.slice(to + tag))
      },
    },
    before,
  )
  splitter.reasonedElsewhere()
  sink.mark()
  let misfiled: 'not yet' | 'perhaps' | 'no' = 'not yet'
  return { push, end: () => splitter.end() }

  function push(channel: Channel, text: string) {
    if (channel === 'reasoning') {
      if (misfiled === 'no') return sink.reasoning(text)
      misfiled = 'perhaps'
      return sink.answer(text)
    }
    if (misfiled === 'perhaps' && !isAllBlank(text)) sink.reasoning(sink.takeBack())
    if (!isAllBlank(text)) misfiled = 'no'
    return splitter.push(text)
  }
}

import type { Channel } from '../base/delta.ts'
import { isAllBlank } from './blank.ts'
import { createCopyWatch } from './copyWatch.ts'
import { createSplitter, type SplitOptions } from './splitter.ts'

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
 * equal to the field's text is left out.
 */
export function createChannels(split: SplitOptions, sink: ChannelSink): Channels {
  const copies = createCopyWatch(sink.reasoning)
  let someField = false
  const splitter = createSplitter(split, {
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
    refile({ before, to, tag }) {
      const text = sink.takeBack()
      copies.inline(before + text.slice(0, to))
      if (tag > 0) copies.tag()
      const rest = text.slice(to + tag)
      if (rest !== '') sink.answer(rest)
    },
    late: sink.late,
  })
  return { push, end }

  function push(channel: Channel, text: string) {
    if (channel === 'content') {
      splitter.push(text)
      return
    }
    if (!someField && !isAllBlank(text)) {
      someField = true
      splitter.reasonedElsewhere()
    }
    copies.field(text)
    sink.reasoning(text)
  }

  function end() {
    splitter.end()
    copies.end()
  }
}

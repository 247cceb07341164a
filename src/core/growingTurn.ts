import type { Delta, Usage } from '../base/delta.ts'
import { unreachable } from '../base/unreachable.ts'
import { createAnswerText } from './answerText.ts'
import { isAllBlank } from './blank.ts'
import type { TurnChange } from './change.ts'
import { createAnswerChannels, createChannels, type Channels } from './channels.ts'
import { ending } from './ending.ts'
import { createGrowingText } from './growingText.ts'
import type { SplitOptions } from './splitter.ts'
import { defaultTags } from './tags.ts'
import { createTimeline } from './timeline.ts'
import { createTree } from './tree.ts'
import type { Cut, RunState, Times, TurnValue } from './turn.ts'
import { sumOf } from './usage.ts'

/** A turn under way: deltas in, changes out. Any cut of the stream gives the same value, in linear time. */
export interface Turn {
  /** `at`: milliseconds since the question was sent. */
  push(delta: Delta, at: number): void
  /** The stream is over: `closed` by the server, or `stopped` by the user. */
  end(how: 'closed' | 'stopped', at: number): void
  /** All that changed since the last call, coalesced; applying it to the old value gives the new one. */
  take(): TurnChange
  value(): TurnValue
}

/** With `cut` it goes on from there: the first change tells all that had come, and it stays as it was, to the letter. */
export function createTurn(split: SplitOptions, cut?: Cut): Turn {
  const tree = createTree()
  const timeline = createTimeline(cut?.kept.timeline)
  const leading = createGrowingText() // reasoning as long as it is blank
  const reasoning = createGrowingText() // that the tree has
  const answer = createAnswerText()

  let fresh = '' // reasoning that it does not have yet
  let length = 0 // of all reasoning
  let untold = '' // reasoning that the tree has and no change has told yet
  let state: RunState = { kind: 'connecting' }
  let usage = cut?.kept.usage ?? {}
  let counted: Usage = {} // of this request
  let hidden = cut?.kept.hidden ?? false
  let signed = cut?.kept.signed
  let lateClose = cut?.kept.lateClose
  let accepted: number | undefined
  let firstText = cut?.kept.times?.firstText
  let firstAnswer = cut?.kept.times?.firstAnswer
  let latest = cut?.kept.times?.latest ?? 0
  let endedAt: number | undefined
  // What the last `take` told.
  const told: Told = {
    state: cut ? undefined : state,
    usage,
    hidden,
    signed,
    lateClose,
    latest: 0,
    ended: cut !== undefined,
    reasoning: 0,
  }

  let answered = false // something that is not blank
  let answeredBeforeMark = false
  let finish: string | undefined
  let announced = false
  const channels = channelsFrom(cut)

  return { push, end, take, value }

  function channelsFrom(from: Cut | undefined): Channels {
    const sink = { reasoning: reason, answer: say, mark, takeBack, late }
    if (!from) return createChannels(split, sink)
    const { reasoning: thought, answer: said } = from.kept
    const tags = split.tags.length > 0 ? split.tags : defaultTags
    if (thought === '') {
      // Whether this is a thought that has not closed yet is still to be seen.
      const both = createChannels(split, sink)
      both.push('content', said)
      state = { kind: 'connecting' }
      firstAnswer = from.kept.times?.firstAnswer
      return both
    }
    fresh = thought
    length = thought.length
    if (from.at === 'reasoning') return createChannels({ ...split, start: 'implicit', tags }, sink, thought)
    answer.append(said)
    answered = !isAllBlank(said)
    return createAnswerChannels({ ...split, tags }, sink, said)
  }

  function push(delta: Delta, at: number) {
    if (hasEnded()) return
    latest = at
    switch (delta.kind) {
      case 'named':
        return
      case 'accepted':
        accepted ??= at
        if (state.kind === 'waiting') state = { kind: 'connecting' }
        return
      case 'trying':
        state = { kind: 'connecting', ...(!delta.known && { trying: true }) }
        return
      case 'reading':
        if (state.kind === 'connecting') state = { kind: 'connecting', read: delta.share }
        return
      case 'waiting':
        state = { kind: 'waiting', failure: delta.failure, until: at + delta.delay }
        return
      case 'text':
        if (delta.text === '') return
        firstText ??= at
        return channels.push(delta.channel, delta.text)
      case 'hidden':
        hidden = true
        return
      case 'signed':
        signed = true
        return
      case 'tokens':
      case 'experts':
        return // they measure what is told as text
      case 'usage':
        counted = { ...counted, ...delta.usage }
        usage = cut ? sumOf(cut.kept.usage ?? {}, counted) : counted
        return
      case 'finished':
        finish ??= delta.reason
        return
      case 'closed':
        announced = true
        return
      case 'failed':
        finishTexts(at)
        state = { kind: 'failed', failure: delta.failure }
        return
      default:
        return unreachable(delta)
    }
  }

  function end(how: 'closed' | 'stopped', at: number) {
    if (hasEnded()) return
    finishTexts(at)
    const stopped = how === 'stopped' && finish === undefined && !announced
    state = stopped ? { kind: 'stopped' } : ending(finish, announced, answered)
    if (state.kind === 'incomplete' && state.why !== 'noAnswer') forgetCopiedThought()
  }

  function finishTexts(at: number) {
    channels.end()
    feed()
    tree.end()
    endedAt = at
  }

  /** A server that was cut inside the thought may send it again as the answer. */
  function forgetCopiedThought() {
    if (!answered || reasoning.value().trim() !== answer.value().trim()) return
    answer.clear()
    firstAnswer = undefined
  }

  function reason(text: string) {
    if (length > 0) return grow(text)
    leading.append(text)
    if (!isAllBlank(text)) grow(leading.value())
  }

  function grow(text: string) {
    timeline.note(length, latest)
    fresh += text
    length += text.length
    if (state.kind !== 'thinking' && !isAllBlank(text)) state = { kind: 'thinking' }
  }

  /** The tree takes what has come in one piece. */
  function feed() {
    if (fresh === '') return
    tree.push(fresh)
    reasoning.append(fresh)
    untold += fresh
    fresh = ''
  }

  function say(text: string) {
    answer.append(text)
    if ((answered && state.kind === 'answering') || isAllBlank(text)) return
    if (state.kind === 'thinking') timeline.note(length, latest)
    if (!answered) firstAnswer = latest
    answered = true
    state = { kind: 'answering' }
  }

  function mark() {
    answer.mark()
    answeredBeforeMark = answered
  }

  function takeBack(): string {
    if (!answeredBeforeMark) firstAnswer = undefined
    answered = answeredBeforeMark
    return answer.takeBack()
  }

  function late() {
    lateClose = true
  }

  function take(): TurnChange {
    const change: Writable<TurnChange> = {}
    const ended = hasEnded()
    const grown = length > told.reasoning
    if (grown) {
      feed()
      change.reasoning = { keep: told.reasoning, text: untold }
      untold = ''
      told.reasoning = length
    }
    if (grown || ended !== told.ended) change.steps = tree.take()
    if (timeline.grown()) change.timeline = timeline.take()
    // Of what is told, this comes most often, and makes a change of few shapes
    if (latest !== told.latest || ended !== told.ended) change.times = times()
    const said = answer.take()
    if (said) change.answer = said
    if (state !== told.state) change.state = told.state = state
    if (usage !== told.usage) change.usage = told.usage = usage
    if (hidden !== told.hidden) change.hidden = told.hidden = hidden
    if (signed !== told.signed) change.signed = told.signed = signed
    if (lateClose !== told.lateClose) change.lateClose = told.lateClose = lateClose
    told.latest = latest
    told.ended = ended
    return change
  }

  function times(): Times {
    return { accepted, firstText, firstAnswer, latest, ended: endedAt }
  }

  function hasEnded() {
    return endedAt !== undefined
  }

  function value(): TurnValue {
    feed()
    return {
      reasoning: reasoning.value(),
      answer: answer.value(),
      steps: tree.steps(),
      timeline: timeline.all(),
      state,
      usage,
      times: times(),
      hidden,
      ...(signed && { signed }),
      ...(lateClose && { lateClose }),
    }
  }
}

interface Told extends Writable<Pick<TurnChange, 'state' | 'usage' | 'hidden' | 'signed' | 'lateClose'>> {
  latest: number
  ended: boolean
  /** Its length. */
  reasoning: number
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

import type { Failure } from '../base/failure.ts'
import type { Times } from '../core/turn.ts'
import type { Head, HeadKey } from './head.ts'
import { writeTiming } from './timing.ts'

/** The same as it is written, undefined where nothing is to be said. */
export function headFields(head: Head): Readonly<Record<HeadKey, unknown>> {
  const { state, prompt, times, timing } = head
  return {
    id: said(head.id),
    parent: said(head.parent),
    branch: head.branch,
    main: head.main || undefined,
    title: said(head.title),
    question: said(head.question),
    model: said(head.model),
    endpoint: said(head.endpoint),
    asked: said(head.asked),
    state: state?.kind,
    why: state?.kind === 'incomplete' ? state.why : undefined,
    failure: state?.kind === 'failed' ? failureFields(state.failure) : undefined,
    wire: head.wire,
    tags: head.tags,
    subject: said(head.subject),
    context: filled(head.context),
    names: filled(head.names),
    sampling: named(head.sampling),
    prompt: named({ ...prompt, leftOut: filled(prompt.leftOut) }),
    usage: named(head.usage),
    prices: head.prices,
    times: times && timeFields(times),
    timing: said(writeTiming(timing)),
    hidden: head.hidden || undefined,
    signed: head.signed || undefined,
    lateClose: head.lateClose || undefined,
    calls: filled(head.calls),
    sample: head.sample || undefined,
    note: said(head.note),
    pinned: head.pinned || undefined,
    writers: filled(head.writers),
  }
}

function said(text: string): string | undefined {
  return text === '' ? undefined : text
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}

function named(record: object): object | undefined {
  const known = Object.entries(record).filter(([, value]) => value !== undefined)
  return known.length > 0 ? Object.fromEntries(known) : undefined
}

function failureFields({ code, message, action }: Failure) {
  return { code, message, action }
}

function timeFields({ accepted, firstText, firstAnswer, latest, ended }: Times) {
  return named({
    accepted: seconds(accepted),
    firstText: seconds(firstText),
    firstAnswer: seconds(firstAnswer),
    latest: latest === ended ? undefined : seconds(latest),
    ended: seconds(ended),
  })
}

function seconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value) / 1000
}

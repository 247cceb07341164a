import { Uri } from 'vscode'
import type { Failure } from '../../base/failure.ts'
import type { Delta } from '../../base/delta.ts'
import { cardInForce } from '../../base/modelCard.ts'
import type { Access } from '../../endpoint/openai.ts'
import type { Profile } from '../../endpoint/profile.ts'
import type { Prompt } from '../../endpoint/prompt.ts'
import { createListener, overheard } from '../../inside/inside.ts'
import { askAll } from '../../sampling/askAll.ts'
import { takeSample } from '../../sampling/sample.ts'
import type { TurnId } from '../../protocol/webview.ts'
import { documentOf } from '../../traces/turns.ts'
import type { Gathered } from '../context/gather.ts'
import type { Insides } from '../inside/insides.ts'
import { fileName } from '../keeping/names.ts'
import type { Journal } from '../keeping/journal.ts'
import type { Totals } from '../totals.ts'
import type { SampleGroup } from './samplesPages.ts'
import type { SampleItem } from './view.ts'

/** Answers under way at once. */
const atOnce = 4

/** Who is asked, with what. */
export interface Asked {
  readonly access: Access
  readonly prompt: Prompt
}

interface Given {
  readonly question: string
  readonly gathered: Gathered | null
  /** One for each answer that is wanted. */
  readonly asked: readonly Asked[]
  readonly folder: () => string
  readonly totals: Totals
  readonly journal: Journal
  readonly insides: Pick<Insides, 'keep'>
}

interface Sampling {
  readonly group: SampleGroup
  /** Tells, of each endpoint that has not answered once, why. */
  readonly over: Promise<readonly { readonly endpoint: string; readonly failure: Failure }[]>
}

/** Takes the samples, each into a file of its own as it comes. */
export function startSampling(given: Given): Sampling {
  const { question, gathered, asked, folder, totals, journal, insides } = given
  const stop = new AbortController()
  const heard = new Set<() => void>()
  const several = new Set(asked.map(({ access }) => access.profile.name)).size > 1
  const items: (SampleItem & { readonly uri?: Uri })[] = asked.map(({ access }, index) => ({
    name: several ? `${index + 1} · ${access.profile.name}` : String(index + 1),
    model: access.profile.model,
    progress: 'queued',
  }))
  const change = (index: number, more: Partial<(typeof items)[number]>) => {
    const before = items[index]
    if (before) items[index] = { ...before, ...more }
    for (const each of heard) each()
  }
  const answering = new Set<Profile>()
  const failures = new Map<Profile, Failure>()
  const code = gathered ? { context: gathered.context, known: gathered.place.known } : undefined
  const take = async ({ access, prompt }: Asked, index: number, answer: AsyncIterable<Delta>) => {
    const { profile } = access
    const deltas = totals.count(profile, prompt.promptTokens, answer)
    const id = crypto.randomUUID() as TurnId
    const path = journal.adoptNew(id, fileName(question, Date.now(), id), folder)
    const listener = createListener()
    const told = overheard(deltas, (delta) => listener.hear(delta))
    const sample = await takeSample({ id, question, profile, code, prompt }, told, {
      signal: stop.signal,
      grew(progress, now) {
        change(index, { progress })
        journal.keep(id, progress.state === 'waiting' ? 'begins' : 'grew', now)
      },
    })
    const { state } = sample.value
    if (state.kind === 'failed') failures.set(profile, state.failure)
    else answering.add(profile)
    journal.keep(id, 'ended', () => sample.turn)
    await journal.settled()
    const kept = { path: journal.fileOf(id) ?? path, name: id }
    await insides.keep(kept, listener.heard(), cardInForce(profile))
    const turn = documentOf([sample.turn]).turns.at(-1)
    change(index, { uri: Uri.file(kept.path), ...(turn && { turn }) })
    journal.leave(id)
  }
  return {
    group: {
      question,
      expected: '',
      items: () => items,
      listen(each) {
        heard.add(each)
        return { dispose: () => heard.delete(each) }
      },
      stop: () => stop.abort(),
    },
    over: askAll(asked, atOnce, take, stop.signal).then(() =>
      [...failures].flatMap(([profile, failure]) =>
        answering.has(profile) ? [] : [{ endpoint: profile.name, failure }],
      ),
    ),
  }
}

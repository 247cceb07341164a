import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Uri } from 'vscode'
import { openaiStream, type Access } from '../../endpoint/openai.ts'
import type { Prompt } from '../../endpoint/prompt.ts'
import { inParallel } from '../../sampling/parallel.ts'
import { takeSample } from '../../sampling/sample.ts'
import { readDocument } from '../../traces/document.ts'
import type { Gathered } from '../context/gather.ts'
import { fileName } from '../keeping/names.ts'
import { replaceFile } from '../keeping/replaceFile.ts'
import { failing, tooLongFor } from '../tooLong.ts'
import type { Totals } from '../totals.ts'
import type { SampleGroup } from './samplesPages.ts'
import type { SampleItem } from './view.ts'

/** Requests under way at once. */
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
  readonly folder: string
  readonly totals: Totals
  /** A file was written. */
  readonly written: () => void
}

/** Takes the samples, each into a file of its own as it ends. */
export function startSampling(given: Given): { readonly group: SampleGroup; readonly over: Promise<void> } {
  const { question, gathered, asked, folder, totals, written } = given
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
  const code = gathered ? { context: gathered.context, known: gathered.place.known } : undefined
  const take = async ({ access, prompt }: Asked, index: number) => {
    const { profile } = access
    const tooLong = tooLongFor(profile, prompt.promptTokens)
    const deltas = tooLong
      ? failing(tooLong)
      : totals.count(
          profile,
          prompt.promptTokens,
          openaiStream(access)({ messages: prompt.messages }, stop.signal),
        )
    const { text } = await takeSample({ question, profile, code, prompt }, deltas, {
      signal: stop.signal,
      grew: (progress) => change(index, { progress }),
    })
    const path = join(folder, fileName(question, Date.now(), crypto.randomUUID()))
    await mkdir(folder, { recursive: true })
    await replaceFile(path, text)
    const turn = readDocument(text).turns.at(-1)
    change(index, { uri: Uri.file(path), ...(turn && { turn }) })
    written()
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
    over: inParallel(asked, atOnce, take, stop.signal),
  }
}

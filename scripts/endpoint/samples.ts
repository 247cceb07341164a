import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import { listOf, recordOf, textOf } from '../../src/base/json.ts'

/** A sample trace, as far as the endpoint needs it. */
export interface Sample {
  readonly name: string
  readonly title: string
  readonly question: string
  /** The files it speaks of, relative to the sample workspace. */
  readonly paths: readonly string[]
  readonly reasoning: string
  readonly answer: string
}

/** All `.think` files of a folder, by name. */
export async function readSamples(folder: string): Promise<readonly Sample[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.think')).sort()
  return Promise.all(
    names.map(async (name) =>
      parseSample(path.basename(name, '.think'), await readFile(path.join(folder, name), 'utf8')),
    ),
  )
}

/** Front matter, think block, answer; of several turns the first. */
export function parseSample(name: string, text: string): Sample {
  const parts = /^(?:---\n([\s\S]*?)\n---\n)?\s*<think>\n?([\s\S]*?)\n<\/think>\n*([\s\S]*)$/.exec(
    text.replaceAll('\r\n', '\n'),
  )
  const [, front = '', reasoning = '', answer = text] = parts ?? []
  const head = recordOf(parse(front))
  return {
    name,
    title: textOf(head['title']) || name,
    question: textOf(head['question']),
    paths: listOf(head['context']).map((each) => textOf(recordOf(each)['path'])),
    reasoning,
    answer: answer.trimEnd(),
  }
}

/** The sample that fits a request best; if none does, the first, whose answer then begins by saying so. */
export function pickSample(samples: readonly Sample[], asked: string, question: string): Sample {
  const [first, ...others] = samples
  if (!first) throw new Error('There are no sample traces.')
  const words = wordsOf(question)
  const fit = (sample: Sample) =>
    (sample.paths[0] !== undefined && asked.includes(sample.paths[0]) ? 1 : 0) +
    (sample.question !== '' && asked.includes(sample.question) ? 1 : 0) +
    share(wordsOf(sample.question), words)
  const best = others.reduce((found, sample) => (fit(sample) > fit(found) ? sample : found), first)
  if (fit(best) >= 0.5) return best
  return {
    ...first,
    answer: `> No sample fits this question. This is the sample “${first.title}”.\n\n${first.answer}`,
  }
}

function share(wanted: ReadonlySet<string>, given: ReadonlySet<string>): number {
  return wanted.size === 0 ? 0 : [...wanted].filter((word) => given.has(word)).length / wanted.size
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}_]{4,}/gu))
}

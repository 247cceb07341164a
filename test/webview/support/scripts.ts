import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Script } from './fakeHost.ts'

const traces = join(import.meta.dirname, '../../../samples/traces')

/** One of the sample traces as a turn of the shop. */
export function sampleScript(
  name: string,
  more: Partial<Script> = {},
  head: Partial<Script['head']> = {},
): Script {
  const [, front = '', text = ''] =
    /^---\n([^]*?)\n---\n([^]*)$/.exec(readFileSync(join(traces, `${name}.think`), 'utf8')) ?? []
  const question = /^question: (.*)$/m.exec(front)?.[1]?.replace(/^"|"$/g, '') ?? ''
  const path = /path: (.*)$/m.exec(front)?.[1] ?? ''
  const [, first = '1', last = '1'] = /lines: \[(\d+), (\d+)\]/.exec(front) ?? []
  return {
    head: {
      id: name,
      follows: null,
      question,
      model: 'deepseek-r1-distill-qwen-14b',
      endpoint: 'localhost:8000',
      subject: `${path}:${first}–${last}`,
      promptTokens: 1214,
      promptBudget: 6000,
      leftOut: [],
      known: { paths: [path], names: ['allow', 'refill', 'retryAfter', 'RateLimiter'] },
      sample: false,
      askedAt: 1_760_000_000_000,
      ...head,
    },
    text,
    ...more,
  }
}

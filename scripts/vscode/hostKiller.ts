import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readDocument, type DocumentTurn } from '../../src/traces/document.ts'
import { keptOf } from '../../src/traces/turns.ts'
import type { Profile } from './profile.ts'

/** An endpoint whose model counts, about twenty words a second, and never ends. It knows when it said what. */
export interface Counter {
  readonly url: string
  /** Requests so far. */
  readonly asked: () => number
  /** When it said each word of its last answer (milliseconds since the epoch). */
  readonly said: () => readonly number[]
  /** Whether its last answer is still being listened to. */
  readonly heard: () => boolean
  readonly close: () => Promise<void>
}

export async function createCounter(): Promise<Counter> {
  let asked = 0
  let said: number[] = []
  let heard = false
  const server = http.createServer((request, response) => {
    request.resume()
    if (request.method !== 'POST') return void response.writeHead(404).end()
    asked++
    const times: number[] = []
    said = times
    heard = true
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const timer = setInterval(() => {
      const delta = { reasoning_content: `${times.length} ` }
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`)
      times.push(Date.now())
    }, 50)
    response.on('close', () => {
      clearInterval(timer)
      if (said === times) heard = false
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked: () => asked,
    said: () => said,
    heard: () => heard,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** What a kill has left on the disk. */
export interface Left {
  /** Words that were said before it. */
  readonly said: number
  readonly kept: number
  /** How old the oldest word is that is not there (milliseconds). */
  readonly lost: number
  /** What is wrong with the file, if anything is. */
  readonly wrong?: string
}

/** Kills the profile's extension host, with no chance to do anything, and looks at the file of the newest run. */
export async function killHost(profile: Profile, counter: Counter): Promise<Left> {
  const since = counter.said()[0] ?? Infinity
  const pid = hostOf(profile)
  if (pid === undefined) throw new Error('There is no extension host to be killed.')
  const now = Date.now()
  process.kill(pid, 'SIGKILL')
  const said = counter.said().filter((at) => at <= now)
  while (hostOf(profile) === pid) await sleep(20)
  const newest = newestTurn(profile.userData)
  const turn = Date.parse(newest?.head.asked ?? '') > since - longestAsking ? newest : undefined
  if (!turn) return { said: said.length, kept: 0, lost: lostOf(said, 0, now) }
  const { reasoning } = keptOf(turn)
  const words = reasoning.trim() === '' ? [] : reasoning.trim().split(' ')
  const wrong =
    turn.problems[0]?.message ??
    (turn.fields['state'] === 'running' ? undefined : 'It does not say that it runs.')
  const counted = words.every((word, index) => word === String(index))
  return {
    said: said.length,
    kept: words.length,
    lost: lostOf(said, words.length, now),
    ...((wrong !== undefined || !counted) && {
      wrong: wrong ?? `It is not what was said: ${reasoning.slice(0, 100)}`,
    }),
  }
}

/** Between a question and the first word (milliseconds). */
const longestAsking = 3000

/** The process of the extension host that runs in this profile's own home, and in no other. */
export function hostOf({ home }: Profile): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      const command = readProcess(pid, 'cmdline')
      return (
        command.includes('--type=extensionHost') &&
        readProcess(pid, 'environ').split('\0').includes(`HOME=${home}`)
      )
    })
}

function readProcess(pid: number, what: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch {
    return ''
  }
}

function lostOf(said: readonly number[], kept: number, now: number): number {
  const first = said[kept]
  return first === undefined ? 0 : now - first
}

/** The turn that was asked last, as the next start will find it: in its file, or in what was left beside. */
function newestTurn(folder: string): DocumentTurn | undefined {
  const turns = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.think(\.newer)?$/.test(name))
    .flatMap((name) => readDocument(readFileSync(join(folder, name), 'utf8')).turns.slice(-1))
  return turns.toSorted((one, other) => rank(other) - rank(one))[0]
}

function rank({ head, body }: DocumentTurn): number {
  return (Date.parse(head.asked) || 0) + body.length / 1e9
}

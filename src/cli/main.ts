import { once } from 'node:events'
import http from 'node:http'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { decoded, disk } from './disk.ts'
import { reasonOf } from './fileError.ts'
import type { Io } from './io.ts'
import { openOutputs } from './outputs.ts'
import { run, works } from './run.ts'
import { visible } from './visible.ts'
import { serve, workersOf } from './workers.ts'

const input = decoded('', process.stdin)

if (isMainThread) command(process.argv[1] ?? '')
else if (parentPort) serve(parentPort, workerData, works, { input, ...disk })

/** `script` is this file; its threads run it too. */
function command(script: string): void {
  // Node of 24.14 and later can take its proxies from HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
  if ('setGlobalProxyFromEnv' in http && typeof http.setGlobalProxyFromEnv === 'function')
    http.setGlobalProxyFromEnv()

  const stop = new AbortController()
  // The first Ctrl-C stops politely, the second at once.
  process.once('SIGINT', () => stop.abort())
  let lasting = false // files are to be written, whoever reads the output
  let gone = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read the output may have gone, as `head` does.
    const left = error.code === 'EPIPE'
    if (!left && !gone) io.note(`The output cannot be written: ${reasonOf(error)}.`)
    gone = true
    if (!lasting) process.exit(left ? 0 : 1)
  })

  const toTerminal = process.stdout.isTTY

  const io: Io = {
    ...disk,
    input,
    async write(text) {
      if (text === '' || gone || process.stdout.write(toTerminal ? visible(text) : text)) return
      await once(process.stdout, 'drain').catch(() => undefined)
    },
    async willWrite(path) {
      await disk.willWrite(path)
      lasting = true
    },
    openOutputs,
    hands: workersOf(script),
    note: (line) => process.stderr.write(`thinktree: ${visible(line.replace(/\s+/g, ' '))}\n`),
    ...(process.stderr.isTTY && {
      progress: (line: string) => void process.stderr.write(`\r\x1b[K${line}`),
    }),
    env: process.env,
    signal: stop.signal,
  }

  void run(process.argv.slice(2), io).then((exitCode) => {
    process.exitCode = exitCode
  })
}

import { once } from 'node:events'
import http from 'node:http'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { decoded, disk } from './disk.ts'
import type { Io } from './io.ts'
import { openOutputs } from './outputs.ts'
import { run, works } from './run.ts'
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
  process.stdout.on('error', leave)

  const io: Io = {
    ...disk,
    input,
    async write(text) {
      if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
    },
    openOutputs,
    hands: workersOf(script),
    note: (line) => process.stderr.write(`thinktree: ${line.replace(/\s+/g, ' ')}\n`),
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

/** Whoever read the output has gone, as `head` does; there is nobody left to tell. */
function leave(error: NodeJS.ErrnoException): never {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
}

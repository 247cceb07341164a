import { spawn, type ChildProcess } from 'node:child_process'

export interface CommandEnd {
  readonly kind: 'passed' | 'failed' | 'timedOut' | 'stopped'
  /** What it exited with, where it did. */
  readonly exitCode?: number
  readonly seconds: number
  /** What it wrote, both streams as they came; of much, the end. */
  readonly output: string
}

interface Given {
  readonly folder: string
  /** Seconds. */
  readonly timeout: number
  readonly signal: AbortSignal
  readonly heard?: (text: string) => void
}

/** So much of what a command writes is kept. */
const kept = 64 * 1024
/** What was asked to end, and the last of what was written, are waited for so long (milliseconds). */
const grace = 2000
/** What a timer can hold, in milliseconds: 24 days. */
const longest = 2 ** 31 - 1

/**
 * Runs a command line in the system's shell. Whatever it started has ended when this comes back, but for what has taken
 * itself out of its process group: that is not waited for.
 */
export async function runCommand(
  command: string,
  { folder, timeout, signal, heard }: Given,
): Promise<CommandEnd> {
  const begun = performance.now()
  let output = ''
  let ended: 'timedOut' | 'stopped' | undefined
  if (signal.aborted) return { kind: 'stopped', seconds: 0, output }
  const child = spawn(command, {
    shell: true,
    cwd: folder,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output = (output + text).slice(-kept)
      heard?.(text)
    })
  }
  let last: ReturnType<typeof setTimeout> | undefined
  const end = (why: 'timedOut' | 'stopped') => {
    if (ended) return
    ended = why
    endGroup(child, 'SIGTERM')
    last = setTimeout(() => endGroup(child, 'SIGKILL'), grace)
  }
  const timer = setTimeout(() => end('timedOut'), Math.min(timeout * 1000, longest))
  const stop = () => end('stopped')
  signal.addEventListener('abort', stop, { once: true })
  const settle = () => {
    clearTimeout(timer)
    clearTimeout(last)
    signal.removeEventListener('abort', stop)
  }
  const exitCode = await new Promise<number | null>((resolve) => {
    let code: number | null = null
    child.on('exit', (value) => {
      code = value
      settle()
      // What it left running would hold its streams open.
      endGroup(child, 'SIGKILL')
      last = setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), grace)
    })
    child.on('error', (error) => {
      output += `${error.message}\n`
      resolve(null)
    })
    child.on('close', () => resolve(code))
  })
  settle()
  return {
    kind: ended ?? (exitCode === 0 ? 'passed' : 'failed'),
    ...(exitCode !== null && { exitCode }),
    seconds: (performance.now() - begun) / 1000,
    output,
  }
}

/** The shell and all that it started; that they have gone already is no error. */
function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' }).on('error', () => {})
    return
  }
  try {
    process.kill(-pid, signal)
  } catch {
    // Gone.
  }
}

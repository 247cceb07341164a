import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from '../../base/codeOf.ts'
import { sha256 } from '../../base/sha256.ts'

/** A window that writes runs: machine, process, and when that started, since numbers of processes are used again. */
export type Writer = string

/** A file that its writer does not touch for so long (milliseconds) may be taken for left. */
const silence = 120_000

export function writerOf(pid: number): Writer {
  return `${machine()}:${pid}:${startOf(pid) ?? ''}`
}

/** Whether a writer is gone. `touched`: when it last was at the file (milliseconds since the epoch). */
export function isGone(writer: Writer, touched: number, now: number): boolean {
  const [of, pid, start] = writer.split(':')
  const silent = now - touched > silence
  if (of !== machine()) return silent
  if (!isAlive(Number(pid))) return true
  const started = startOf(Number(pid))
  return started === undefined || !start ? silent : started !== start
}

function machine(): string {
  return sha256(hostname()).slice(0, 8)
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** In ticks since the system started; only Linux tells. The name before it may hold blanks and brackets. */
function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const started = fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19]
    return fields.slice(fields.lastIndexOf(')') + 2).startsWith('Z') ? undefined : started
  } catch {
    return undefined
  }
}

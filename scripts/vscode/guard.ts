// guard.ts SCRIPT ARGUMENTS… — runs a script of Node's and ends it, with all it started, when standard input closes: so
// no VS Code outlives what started it, not even when that was killed. It leads a process group of its own.
import { spawn } from 'node:child_process'

const child = spawn(process.execPath, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'] })
let closing = false
child.on('exit', (code) => closing || process.exit(code ?? 1))
process.on('SIGTERM', () => {}) // sent to the group, and not for this process
process.stdin.resume().on('close', () => {
  closing = true
  process.kill(-process.pid, 'SIGTERM')
  const end = () => process.kill(-process.pid, 'SIGKILL')
  if (child.exitCode !== null) end()
  child.on('exit', end)
  setTimeout(end, 2000)
})

// What VS Code loads and runs in the extension host: mocha over the other files of this folder.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'node:util'
import { RECORD, recordEvent, type HostEvent } from '../../scripts/vscode/hostRecord.ts'

/** VS Code complains at length of a native module that code-server does without. */
const notCompiled = '/@vscode/spdlog/'

export async function run(): Promise<void> {
  const file = process.env[RECORD]
  const record = (event: HostEvent) => file !== undefined && recordEvent(file, event)
  recordConsole((text) => record({ type: 'printed', text }))
  record({ type: 'started' })
  const { default: Mocha } = await import('mocha') // after the above, for it keeps the console it finds
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: true, reporter: 'spec' })
  for (const name of readdirSync(__dirname))
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name))
  const { promise: done, resolve } = Promise.withResolvers<number>()
  const { stats } = mocha.run(resolve)
  const failed = await done
  record({ type: 'ended', passed: stats?.passes ?? 0, failed, skipped: stats?.pending ?? 0 })
  if (failed > 0) throw new Error(`${failed} tests failed`)
}

/** By defineProperty: VS Code makes the console's functions accessors that no assignment changes. */
function recordConsole(print: (text: string) => void): void {
  for (const name of ['log', 'info', 'warn', 'error'] as const) {
    const original = console[name]
    Object.defineProperty(console, name, {
      configurable: true,
      value: (...values: unknown[]) => {
        const text = format(...values)
        if (!text.includes(notCompiled)) print(`${text}\n`)
        original.apply(console, values)
      },
    })
  }
}

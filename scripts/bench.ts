// npm run bench: what is promised in figures. Sizes, the time the extension takes from a window's start, and the
// benchmarks of test/bench. Exits 1 where a figure is over its limit. Times are only worth something on an idle machine.
import { statSync } from 'node:fs'
import { runScript, vsixFile } from './project.ts'
import { measureActivation } from './vscode/activation.ts'

const benchmarks = [
  'test/bench/pipeline.ts',
  'test/bench/language.ts',
  'test/bench/experts.ts',
  'test/bench/panel.ts',
]
const limits = { vsix: 1_000_000, activate: 30 }

runScript('package.ts')
console.log('▶ activation in a real extension host')
const { load, activate } = await measureActivation(vsixFile(), 5)
console.log(`load the code   ${milliseconds(load)}`)
report('activate', median(activate), limits.activate, milliseconds(activate))

console.log('\n▶ size')
const size = statSync(vsixFile()).size
report('.vsix', size, limits.vsix, `${(size / 1000).toFixed(0)} kB`)
for (const file of benchmarks) {
  console.log(`\n▶ ${file}`)
  runScript(`../${file}`)
}

process.exit()

function report(name: string, value: number, limit: number, words: string): void {
  const kept = value < limit
  console.log(`${kept ? '✓' : '✗'} ${name.padEnd(13)} ${words} (limit ${limit})`)
  if (!kept) process.exitCode = 1
}

function milliseconds(values: readonly number[]): string {
  return `median ${median(values).toFixed(1)} ms, of ${values.map((value) => value.toFixed(1)).join(', ')}`
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

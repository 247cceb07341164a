// npm test -- [--only STAGE,…]
// Everything that must hold, stage by stage. All stages run, so that one look tells all that is wrong; only what needs
// a package is left out when there is none. The last line counts tests; a stage that is red without a failed test, such
// as lint, counts as one failure.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { add, none, type Counts } from './counts.ts'
import { root } from './project.ts'
import { chosenHost } from './vscode/chosenHost.ts'
import { redIn, runVitest, sumOf, withAgain } from './vitest.ts'
import { runHostSuite } from './vscode/hostSuite.ts'

interface Stage {
  readonly name: string
  /** A stage that must be green before. */
  readonly needs?: string
  /** Throws or returns failures where it is red. */
  readonly run: () => Counts | Promise<Counts>
}

const stages: readonly Stage[] = [
  { name: 'format', run: () => check('oxfmt', '--check') },
  { name: 'lint', run: () => check('oxlint', '--type-aware') },
  { name: 'types', run: () => check('tsc', '--build') },
  { name: 'unused', run: () => check('knip') },
  { name: 'unit', run: () => vitest('unit') },
  { name: 'package', run: () => packageExtension() },
  { name: 'host', needs: 'package', run: () => runHostSuite(chosenHost()) },
  { name: 'browser', needs: 'package', run: () => browserSuite() },
]

const scratch = mkdtempSync(join(tmpdir(), 'tt-test-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

const red = new Set<string>()
const redAtFirst: string[] = []
let total = none
for (const stage of chosenStages()) {
  const counts = await runStage(stage)
  if (counts.failed > 0) red.add(stage.name)
  total = add(total, counts)
}

if (redAtFirst.length > 0) console.log(`\nRed at first:\n${redAtFirst.join('\n')}`)
console.log(red.size > 0 ? `\nRed: ${[...red].join(', ')}` : '\nAll green')
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = red.size > 0 ? 1 : 0

/** All of them, or those asked for with what they need. */
function chosenStages(): readonly Stage[] {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  if (values.only === undefined) return stages
  const asked = values.only.split(',')
  const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name))
  if (unknown.length > 0) {
    console.error(`No stage ${unknown.join(', ')}. Stages: ${stages.map(({ name }) => name).join(', ')}`)
    process.exit(2)
  }
  const needed = stages.filter(({ name }) => asked.includes(name)).flatMap(({ needs }) => needs ?? [])
  return stages.filter(({ name }) => asked.includes(name) || needed.includes(name))
}

async function runStage({ name, needs, run }: Stage): Promise<Counts> {
  if (needs !== undefined && red.has(needs)) {
    console.log(`✗ ${name}: not run, ${needs} is red`)
    return { ...none, failed: 1 }
  }
  console.log(`▶ ${name}`)
  const start = performance.now()
  const counts = await settle(run)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const tests = counts.passed + counts.skipped > 0 ? `, ${counts.passed} passed` : ''
  console.log(`${counts.failed > 0 ? `✗ ${name}: red` : `✓ ${name}`}${tests}, ${seconds} s`)
  return counts
}

async function settle(run: Stage['run']): Promise<Counts> {
  try {
    return await run()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { ...none, failed: 1 }
  }
}

/** A tool that is green when it exits 0, and has something to say only when it does not. */
function check(tool: string, ...args: readonly string[]): Counts {
  const program = join(root, 'node_modules/.bin', tool)
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status === 0) return none
  throw new Error(`${stdout}${stderr}`)
}

function packageExtension(): Counts {
  const { status } = spawnSync(process.execPath, ['scripts/package.ts'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error('The package was not made.')
  return vitest('packaging')
}

/**
 * A file that is red is run once more, when nothing else is: a busy machine lets a key fall or a time run out. Tests in a
 * window build on those before, so it is begun in a new one. What was red at first is told in any case.
 */
function vitest(project: string): Counts {
  const report = join(scratch, `${project}.json`)
  const first = runVitest(project, report)
  redAtFirst.push(...first.flatMap((result) => result.red))
  const red = redIn(first)
  if (red.length === 0) return sumOf(first)
  console.log(`Once more: ${red.join(', ')}`)
  return sumOf(withAgain(first, runVitest(project, report, red)))
}

function browserSuite(): Counts {
  if (chosenHost() === 'code-server') return vitest('browser')
  console.log('The browser suite needs code-server; with the desktop it is not run.')
  return none
}

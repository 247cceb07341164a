import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { add, none, type Counts } from './counts.ts'
import { root } from './project.ts'

/** How the tests of a file went. */
export interface FileResult {
  readonly file: string
  readonly counts: Counts
  /** What is red in it: each test with what it said. */
  readonly red: readonly string[]
}

/** What vitest's JSON reporter writes, as far as it is read here. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    /** Why it never came to its tests. */
    readonly message?: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

/** Runs a project's tests, of all files or of some. What has no file, such as an error that nobody caught, is one failure. */
export function runVitest(
  project: string,
  report: string,
  files: readonly string[] = [],
): readonly FileResult[] {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters, ...files],
    { cwd: root, stdio: 'inherit' },
  )
  const results = resultsOf(JSON.parse(readFileSync(report, 'utf8')))
  return status === 0 || redIn(results).length > 0
    ? results
    : [...results, { file: '', counts: { ...none, failed: 1 }, red: ['an error that no test caught'] }]
}

/** File by file; one that is red without a failed test, since it was never ready for them, counts as one failure. */
export function resultsOf({ testResults }: Report): readonly FileResult[] {
  return testResults.map(({ name, status, message, assertionResults }) => {
    const count = (...kinds: readonly string[]) =>
      assertionResults.filter((test) => kinds.includes(test.status)).length
    const failed = count('failed')
    const file = relative(root, name)
    const red = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${file}: ${test.fullName}\n${test.failureMessages?.[0] ?? ''}`)
    return {
      file,
      counts: {
        passed: count('passed'),
        failed: status === 'failed' ? Math.max(1, failed) : failed,
        skipped: assertionResults.length - count('passed', 'failed'),
      },
      red: status === 'failed' && failed === 0 ? [`${file}: ${message ?? ''}`] : red,
    }
  })
}

/** The files that can be run once more. */
export function redIn(results: readonly FileResult[]): readonly string[] {
  return results.filter(({ file, counts }) => file !== '' && counts.failed > 0).map(({ file }) => file)
}

/** Of a file that was run again, what it came to then. */
export function withAgain(first: readonly FileResult[], again: readonly FileResult[]): readonly FileResult[] {
  const files = new Set(again.map(({ file }) => file))
  return [...first.filter(({ file }) => !files.has(file)), ...again]
}

export function sumOf(results: readonly FileResult[]): Counts {
  return results.map(({ counts }) => counts).reduce(add, none)
}

import { existsSync, readFileSync } from 'node:fs'

/**
 * Data that lies beside some checkouts and is not ours to ship: annotated traces, recorded streams, test cases of
 * other projects. A test that uses it is skipped, with a word, where it is absent.
 */
export function sharedText(path: string): string | undefined {
  const file = new URL(`../../../shared/${path}`, import.meta.url)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  console.log(`Not there, so not tried: ../shared/${path}`)
  return undefined
}

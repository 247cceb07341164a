import { entryOf } from '../base/entryOf.ts'
import type { ContextPart } from '../traces/head.ts'
import { fencesIn, type Fence } from './fences.ts'
import { readPatch, type FilePatch } from './patch.ts'

/** What an answer proposes for a file. */
export type Proposal =
  | { readonly kind: 'patch'; readonly path: string; readonly patch: FilePatch }
  | { readonly kind: 'file'; readonly path: string; readonly code: string }
  /** In place of the lines that were asked about, which must be as they were then. */
  | {
      readonly kind: 'lines'
      readonly path: string
      readonly code: string
      readonly lines: readonly [number, number]
      readonly hash: string
    }

/**
 * The code that an answer proposes: diffs; blocks that name another file, each the whole of it; and of the other blocks in
 * the language of the code that was asked about, the last, in its place.
 */
export function proposalsIn(answer: string, context: readonly ContextPart[]): readonly Proposal[] {
  const [asked] = context
  const found: Proposal[] = []
  let last: string | undefined
  for (const fence of fencesIn(answer)) {
    if (isPatch(fence)) {
      for (const patch of readPatch(fence.code)) {
        const path = patch.path === '' ? (asked?.path ?? '') : patch.path
        if (path !== '') found.push({ kind: 'patch', path, patch })
      }
      continue
    }
    const named = nameOf(fence)
    const code = named?.code ?? fence.code
    if (code.trim() === '') continue
    if (named && named.path !== asked?.path) found.push({ kind: 'file', path: named.path, code })
    else if (asked && (named || fits(fence.language, asked.path))) last = code
  }
  if (last === undefined || !asked || found.some(({ path }) => path === asked.path)) return found
  const { path, lines, hash = '' } = asked
  return [
    ...found,
    lines ? { kind: 'lines', path, code: last, lines, hash } : { kind: 'file', path, code: last },
  ]
}

function isPatch({ language, code }: Fence): boolean {
  const reads = /^(?:diff --git |--- |@@ )/m.test(code)
  return (
    reads &&
    (language === 'diff' || language === 'patch' || /^(?:diff --git |--- [^\n]*\n\+\+\+ )/m.test(code))
  )
}

/** The file that a block says it is: behind its fence, in a comment that is its first line, or alone on the line above. */
function nameOf({ language, info, code, above }: Fence): { path: string; code: string } | undefined {
  const behind = /(?:^|\s)(?:(?:title|file|filename|path)=)?["']?([^\s"'={}]+)/.exec(info)?.[1] ?? ''
  const joined = /^[\w+#-]+:(.+)$/.exec(language)?.[1] ?? ''
  const alone =
    /^(?:[#*\s]*(?:file|path)\s*:)?[#*_\s]*`?([^\s`*]+)`?[*_\s]*:?[*_\s]*$/i.exec(above)?.[1] ?? ''
  const [first = '', ...rest] = code.split('\n')
  const comment =
    /^\s*(?:\/\/|#|--|\/\*|<!--)\s*(?:file\s*:\s*)?(\S+?)\s*(?:\*\/|-->)?\s*$/i.exec(first)?.[1] ?? ''
  if (isPath(comment)) return { path: plain(comment), code: rest.join('\n') }
  const path = [behind, joined, alone].find(isPath)
  return path === undefined ? undefined : { path: plain(path), code }
}

/** Node.js and its kin are no files. */
function isPath(text: string): boolean {
  return (
    !/^[A-Z]\w*\.js$/.test(text) &&
    /^(?:\.\/)?(?:[\w@.+-]+\/)*[\w@.+-]*\w\.\w{1,10}$/.test(text) &&
    !/^\d+(?:\.\d+)*$/.test(text)
  )
}

function plain(path: string): string {
  return path.replace(/^\.\//, '')
}

/** A block that says no language may be any. */
function fits(language: string, path: string): boolean {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return language === '' || language === ending || (entryOf(languages, language) ?? []).includes(ending)
}

const languages: Readonly<Record<string, readonly string[]>> = {
  typescript: ['ts', 'tsx', 'mts', 'cts'],
  ts: ['tsx', 'mts', 'cts'],
  javascript: ['js', 'jsx', 'mjs', 'cjs'],
  js: ['jsx', 'mjs', 'cjs', 'ts'],
  python: ['py', 'pyi'],
  python3: ['py'],
  rust: ['rs'],
  golang: ['go'],
  ruby: ['rb'],
  csharp: ['cs'],
  'c#': ['cs'],
  'c++': ['cpp', 'cc', 'cxx', 'hpp', 'h'],
  cpp: ['cc', 'cxx', 'hpp', 'h'],
  c: ['h'],
  kotlin: ['kt', 'kts'],
  bash: ['sh'],
  shell: ['sh'],
  yaml: ['yml'],
}

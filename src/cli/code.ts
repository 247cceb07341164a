import { basename, resolve } from 'node:path'
import { counted } from '../base/counted.ts'
import { entryOf } from '../base/entryOf.ts'
import { declaredNames } from '../core/names.ts'
import type { Code } from '../sampling/asked.ts'
import { ignoredBy, isIgnored, readIgnoreRules, repositoryOf } from '../endpoint/ignoreRules.ts'
import { Complaint, type Io } from './io.ts'

/** Reads `FILE`, `FILE:12` or `FILE:12-20`. */
export async function readCode(argument: string, io: Io): Promise<Code> {
  const { path, lines } = placeOf(argument)
  const text = await io.readFile(path)
  const shown = shownPath(path)
  const by = await excludedBy(shown, path, io)
  if (by !== undefined) throw new Complaint(`${shown} is excluded by ${by}: it is never sent.`)
  const count = text.replace(/\n$/, '').split('\n').length
  if (lines && lines.first > count)
    throw new Complaint(`${shown} has only ${counted(count, 'line', 'lines')}.`)
  const context = {
    path: shown,
    language: languageOf(path),
    text,
    ...(lines && { selection: { first: lines.first, last: Math.min(lines.last, count) } }),
  }
  return { context, known: { paths: [shown], names: declaredNames(text) } }
}

/** Files of secrets, by their names: what the setting `thinktree.context.exclude` excludes where nobody changed it. */
export const secretFiles = ['**/.env', '**/.env.*', '**/*.pem', '**/*.key'] as const
const secretRules = readIgnoreRules(secretFiles.join('\n'), '')

/** The ignore file that excludes a file of a repository, or else of the working directory; or its own name. */
async function excludedBy(shown: string, path: string, io: Io): Promise<string | undefined> {
  const full = resolve(path).replaceAll('\\', '/')
  const repository = await repositoryOf(full, (mark) => io.readFile(mark).then(Boolean, () => false))
  const byName = isIgnored(basename(full), [secretRules]) ? 'its name' : undefined
  if (repository === undefined && isOutside(path.replaceAll('\\', '/'))) return byName
  const [root, inside] = repository === undefined ? ['', shown] : [repository, full.slice(repository.length)]
  return (await ignoredBy(inside, (name) => io.readFile(`${root}${name}`).catch(() => ''))) ?? byName
}

function placeOf(argument: string) {
  const match = /^(.+?):(\d+)(?:[-–](\d+))?$/.exec(argument)
  if (!match) return { path: argument, lines: undefined }
  const [, path = '', from = '', to = from] = match
  const first = Number(from)
  const last = Number(to)
  if (first < 1 || last < first)
    throw new Complaint(`“${argument}” names no lines: they count from 1, the first one first.`)
  return { path, lines: { first, last } }
}

/** Forward slashes; of a file outside the working directory only its name, so that no private path is sent. */
function shownPath(path: string): string {
  const parts = path.replaceAll('\\', '/').replace(/^(\.\/)+/, '')
  const outside = isOutside(parts)
  return outside ? (parts.split('/').at(-1) ?? parts) : parts
}

function isOutside(path: string): boolean {
  return /^(\/|[a-z]:|\.\.\/)/i.test(path)
}

function languageOf(path: string): string {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return entryOf(languages, extension) ?? extension
}

const languages: Readonly<Record<string, string>> = {
  ts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  rs: 'rust',
  rb: 'ruby',
  cs: 'csharp',
  h: 'c',
  hpp: 'cpp',
  cc: 'cpp',
  kt: 'kotlin',
  sh: 'shellscript',
  md: 'markdown',
  yml: 'yaml',
}

import { constants } from 'node:fs'
import {
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import { indentAt } from '../base/indent.ts'
import { contextHash } from '../traces/contextHash.ts'
import { applyHunks } from './patch.ts'
import type { Proposal } from './proposal.ts'

/** Why proposed code cannot be put into the copy. */
export interface Unfit {
  readonly path: string
  readonly why: 'outside' | 'missing' | 'changed since' | 'does not fit'
}

/** A copy of a workspace that may be changed and is thrown away. */
export interface Scratch {
  readonly folder: string
  readonly apply: (proposal: Proposal) => Promise<Unfit | undefined>
  readonly dispose: () => Promise<void>
}

/** Installed packages: large, and not the workspace's own. The copy has links to them. */
const linked = new Set(['node_modules', '.venv', 'venv', 'bower_components'])
const left = new Set(['.git', '.hg', '.svn'])

/**
 * Copies without the history of versions; where the file system can, files are shared until one of the two changes. Once
 * the signal has aborted, the rest is left out.
 */
export async function copyWorkspace(folder: string, signal: AbortSignal): Promise<Scratch> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'thinktree-verify-')))
  const copy = join(base, 'copy')
  const dispose = () => rm(base, { recursive: true, force: true, maxRetries: 3 })
  try {
    await copyFolder(await realpath(folder), copy, signal)
  } catch (error) {
    await dispose()
    throw error
  }
  return { folder: copy, apply: (proposal) => applyTo(copy, proposal), dispose }
}

async function copyFolder(from: string, to: string, signal: AbortSignal): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (signal.aborted) return
    if (left.has(entry.name)) continue
    if (linked.has(entry.name)) await symlink(source, target, 'junction')
    else if (entry.isDirectory()) await copyFolder(source, target, signal)
    else if (entry.isFile() || entry.isSymbolicLink())
      await cp(source, target, { mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true })
  }
}

async function applyTo(root: string, proposal: Proposal): Promise<Unfit | undefined> {
  const { path } = proposal
  const target = resolve(root, path)
  if (!target.startsWith(root + sep) || (await throughLink(root, target))) return { path, why: 'outside' }
  const before = await readFile(target, 'utf8').catch(() => undefined)
  const made = textAfter(proposal, before)
  if (typeof made === 'object') return { path, ...made }
  if (made === undefined) await rm(target)
  else {
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, made)
  }
  return undefined
}

/** A link may lead out of the copy, to the workspace itself. */
async function throughLink(root: string, target: string): Promise<boolean> {
  for (let at = target; at.length > root.length; at = dirname(at)) {
    const stat = await lstat(at).catch(() => undefined)
    if (stat?.isSymbolicLink() || (at === target && stat?.isDirectory())) return true
  }
  return false
}

/** The file's new text; undefined where it goes. With the line ends it has. */
function textAfter(proposal: Proposal, before: string | undefined): string | undefined | Pick<Unfit, 'why'> {
  const windows = before?.includes('\r\n') === true
  const ended = (text: string) => (windows ? text.replace(/\n/g, '\r\n') : text)
  const text = before?.replace(/\r\n/g, '\n')
  switch (proposal.kind) {
    case 'file':
      return ended(`${proposal.code.replace(/\n+$/, '')}\n`)
    case 'lines': {
      if (text === undefined) return { why: 'missing' }
      const { lines, hash, code } = proposal
      if (hash !== '' && contextHash(text, lines) !== hash) return { why: 'changed since' }
      const all = text.split('\n')
      const indent = /^\s*/.exec(all[lines[0] - 1] ?? '')?.[0] ?? ''
      const fresh = (indent + indentAt(indent, code)).split('\n')
      return ended(all.toSpliced(lines[0] - 1, lines[1] - lines[0] + 1, ...fresh).join('\n'))
    }
    case 'patch': {
      const { kind, hunks } = proposal.patch
      if (kind === 'create') return ended(`${hunks.flatMap(({ after }) => after).join('\n')}\n`)
      if (text === undefined) return { why: 'missing' }
      if (kind === 'delete') return undefined
      const patched = applyHunks(text, hunks)
      return patched === undefined ? { why: 'does not fit' } : ended(patched)
    }
  }
}

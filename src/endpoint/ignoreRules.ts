/** The files that say what is never sent. */
const ignoreFiles = ['.gitignore', '.thinktreeignore'] as const

/** Where ignore files may lie that count for a file: the root, and each folder down to it, with a `/` at the end. */
function basesOf(path: string): readonly string[] {
  const folders = path.split('/').slice(0, -1)
  return ['', ...folders.map((_, index) => `${folders.slice(0, index + 1).join('/')}/`)]
}

/** The folders that an absolute path lies in, the inmost first, each with a `/` at the end. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/')}/`)
}

/** One of these files can be read where a Git repository begins; in a worktree `.git` is itself a file. */
const repositoryMarks = ['.git/HEAD', '.git'] as const

/** Where the repository begins that a file lies in, by its absolute path with `/`: a folder with a `/` at the end. */
export async function repositoryOf(
  path: string,
  exists: (path: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const folder of foldersAbove(path))
    for (const mark of repositoryMarks) if (await exists(`${folder}${mark}`)) return folder
  return undefined
}

/**
 * The ignore file that excludes a file, by its path from the root; undefined where none does. `read` gives the text of
 * a file by its path from the root, empty where there is none.
 */
export async function ignoredBy(
  path: string,
  read: (path: string) => Promise<string>,
): Promise<string | undefined> {
  for (const name of ignoreFiles) {
    const files = basesOf(path).map(async (base) => readIgnoreRules(await read(`${base}${name}`), base))
    if (isIgnored(path, await Promise.all(files))) return name
  }
  return undefined
}

/** What one ignore file says, in the form of Git's. */
export interface IgnoreRules {
  /** Where the file lies: the folder's path from the root with a `/` at the end, or empty. */
  readonly base: string
  readonly rules: readonly Rule[]
}

interface Rule {
  readonly pattern: RegExp
  readonly ignores: boolean
  readonly foldersOnly: boolean
}

/** Reads a file such as `.gitignore` (gitignore(5) says what its lines mean). */
export function readIgnoreRules(text: string, base: string): IgnoreRules {
  return { base, rules: text.split(/\r?\n/).flatMap(ruleOf) }
}

/**
 * Whether a file is ignored; `path` is from the root. Of the rules that match the last one counts, those of inner
 * folders after those of outer ones. What lies in an ignored folder is ignored whatever further rules say.
 */
export function isIgnored(path: string, files: readonly IgnoreRules[]): boolean {
  const parts = path.split('/')
  return parts.some((_, index) => {
    const whole = index === parts.length - 1
    return verdict(parts.slice(0, index + 1).join('/'), !whole, files)
  })
}

function verdict(path: string, isFolder: boolean, files: readonly IgnoreRules[]): boolean {
  let ignored = false
  for (const { base, rules } of files) {
    if (!path.startsWith(base)) continue
    const inside = path.slice(base.length)
    for (const { pattern, ignores, foldersOnly } of rules)
      if ((isFolder || !foldersOnly) && pattern.test(inside)) ignored = ignores
  }
  return ignored
}

function ruleOf(line: string): readonly Rule[] {
  const written = line.replace(/(?<!\\)[ \t]+$/, '')
  if (written === '' || written.startsWith('#')) return []
  const ignores = !written.startsWith('!')
  const glob = ignores ? written : written.slice(1)
  const foldersOnly = glob.endsWith('/')
  const path = foldersOnly ? glob.slice(0, -1) : glob
  // A slash that is not the last ties a pattern to the folder of its file.
  const tied = path.includes('/')
  const source = `${tied ? '' : '(?:.*/)?'}${sourceOf(path.replace(/^\//, ''))}`
  const pattern = regex(source)
  return pattern ? [{ pattern, ignores, foldersOnly }] : []
}

const piece =
  /\\(?<escaped>.)|(?<anyFolders>(?<=^|\/)\*\*\/)|(?<inside>\/\*\*$)|(?<stars>\*+)|(?<one>\?)|\[(?<not>[!^]?)(?<set>\]?[^\]]*)\]|(?<other>[^])/g

function sourceOf(glob: string): string {
  return [...glob.matchAll(piece)].map(({ groups = {} }) => sourceOfPiece(groups)).join('')
}

function sourceOfPiece(groups: Readonly<Record<string, string | undefined>>): string {
  const { escaped, anyFolders, inside, stars, one, not = '', set, other } = groups
  if (anyFolders !== undefined) return '(?:.*/)?'
  if (inside !== undefined) return '/.+'
  if (stars !== undefined) return '[^/]*'
  if (one !== undefined) return '[^/]'
  if (set !== undefined) return `(?!/)[${not === '' ? '' : '^'}${set.replace(/[\\[\]^]/g, '\\$&')}]`
  return (escaped ?? other ?? '').replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
}

/** A range that runs backwards matches nothing. */
function regex(source: string): RegExp | undefined {
  try {
    return new RegExp(`^${source}$`, 's')
  } catch {
    return undefined
  }
}

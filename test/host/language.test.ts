import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  commands,
  languages,
  type Location,
  Position,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type CodeAction,
  type CodeLens,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type SelectionRange,
  type SemanticTokens,
  type SymbolInformation,
  type TextDocument,
} from 'vscode'

const code = 'export class Cart {\n  total() {\n    return 0\n  }\n}\n'
const text = [
  '---',
  'format: 1',
  'question: Why is the total nought?',
  'context:',
  '  - path: cart.ts',
  'names: [total]',
  '---',
  '<think>',
  'Okay, so the user asks about `total`.',
  'Let me look at cart.ts:3 first.',
  '',
  'Wait, no, that is wrong. Line 90 is not there.',
  '</think>',
  '',
  '## Why',
  '',
  'It returns nought.',
  '',
].join('\n')

describe('the language server', () => {
  let folder: Uri
  let document: TextDocument

  before(async () => {
    const root = workspace.workspaceFolders?.[0]?.uri
    assert.ok(root)
    folder = Uri.joinPath(root, 'language')
    await write('cart.ts', code)
    await write('why.think', text)
    document = await workspace.openTextDocument(Uri.joinPath(folder, 'why.think'))
    await window.showTextDocument(document)
  })

  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors')
    await workspace.fs.delete(folder, { recursive: true })
  })

  it('gives the outline', async () => {
    const [turn] = await until(
      () => asked<DocumentSymbol[]>('vscode.executeDocumentSymbolProvider'),
      (symbols) => symbols.length > 0,
    )
    assert.equal(turn?.name, 'Why is the total nought?')
    const names = turn?.children.map(({ name }) => name) ?? []
    assert.equal(names.at(-1), 'Answer')
    assert.ok(names.includes('Framing the question'), names.join())
  })

  it('folds heads, thoughts and sections', async () => {
    const folds = await asked<FoldingRange[]>('vscode.executeFoldingRangeProvider')
    const lines = folds.map(({ start, end }) => `${start}-${end}`)
    for (const expected of ['0-6', '7-12', '14-16']) assert.ok(lines.includes(expected), lines.join())
  })

  it('says in a hover what a step does, and shows the code that is cited', async () => {
    const [step] = await asked<Hover[]>('vscode.executeHoverProvider', new Position(11, 2))
    assert.match(hoverText(step), /\*\*revise\*\*.*that is wrong/)
    const [cited] = await asked<Hover[]>('vscode.executeHoverProvider', new Position(9, 17))
    assert.match(hoverText(cited), /return 0/)
  })

  it('tells what is wrong, and mends it', async () => {
    const found = await until(
      () => Promise.resolve(languages.getDiagnostics(document.uri)),
      (list) => list.length > 0,
    )
    assert.deepEqual(
      found.map(({ source, message }) => [source, message]),
      [['ThinkTree', 'cart.ts has only 5 lines.']],
    )
    const edit = new WorkspaceEdit()
    edit.delete(document.uri, new Range(12, 0, 13, 0))
    await workspace.applyEdit(edit)
    const unclosed = await until(
      () => Promise.resolve(languages.getDiagnostics(document.uri)),
      (list) => list.some(({ message }) => message.includes('never closed')),
    )
    const at = unclosed.find(({ message }) => message.includes('never closed'))
    const [fix] = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      at?.range,
    )
    assert.equal(fix?.title, 'Close the Thought at Its End')
    await commands.executeCommand('undo')
    await until(
      () => Promise.resolve(languages.getDiagnostics(document.uri)),
      (list) => list.length === 1,
    )
  })

  it('leads from citations and names to the code', async () => {
    const cart = Uri.joinPath(folder, 'cart.ts').toString()
    const links = await asked<DocumentLink[]>('vscode.executeLinkProvider')
    assert.ok(
      links.some(({ target }) => target?.toString(true).startsWith(cart)),
      links.map(({ target }) => String(target)).join(),
    )
    const definitions = await asked<Location[]>('vscode.executeDefinitionProvider', new Position(8, 31))
    assert.deepEqual(
      definitions.map(({ uri, range }) => [uri.toString(), range.start.line]),
      [[cart, 1]],
    )
  })

  it('selects statement, step and more; colours by kind; finds references', async () => {
    const [selection] = await asked<SelectionRange[]>('vscode.executeSelectionRangeProvider', [
      new Position(11, 3),
    ])
    let depth = 0
    for (let at = selection; at; at = at.parent) depth++
    assert.ok(depth >= 5, String(depth))
    const tokens = await asked<SemanticTokens>('vscode.provideDocumentSemanticTokens')
    assert.equal(tokens.data.length, 4 * 5)
    const references = await asked<Location[]>('vscode.executeReferenceProvider', new Position(8, 31))
    assert.ok(references.length > 0)
  })

  it('offers above a turn to open it as a tree', async () => {
    const lenses = await asked<CodeLens[]>('vscode.executeCodeLensProvider')
    const ours = lenses.flatMap(({ command }) =>
      command?.command === 'thinktree.openAsTree' ? [command] : [],
    )
    assert.deepEqual(
      ours.map(({ arguments: given }) => given),
      [[document.uri.toString(), 0]],
    )
  })

  it('finds steps of saved traces in the workspace', async () => {
    const found = await commands.executeCommand<SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'total nought',
    )
    const ours = found.filter(({ location }) => location.uri.path.endsWith('.think')) // others have symbols too
    assert.deepEqual(
      ours.map(({ name, location }) => [name, location.uri.toString()]),
      [['Why is the total nought?', document.uri.toString()]],
    )
  })

  it('comes back after it was killed, and knows all again', async function () {
    if (process.platform !== 'linux') this.skip()
    const first = servers()
    assert.equal(first.length, 1)
    process.kill(first[0] ?? 0, 'SIGKILL')
    await until(
      () => Promise.resolve(servers()),
      (pids) => pids.length === 1 && pids[0] !== first[0],
    )
    const [turn] = await until(
      () => asked<DocumentSymbol[]>('vscode.executeDocumentSymbolProvider').catch(() => []),
      (symbols) => symbols.length > 0,
    )
    assert.equal(turn?.name, 'Why is the total nought?')
  })

  async function write(name: string, content: string): Promise<void> {
    await workspace.fs.writeFile(Uri.joinPath(folder, name), new TextEncoder().encode(content))
  }

  async function asked<Result>(command: string, ...more: readonly unknown[]): Promise<Result> {
    const result = await commands.executeCommand<Result | undefined>(command, document.uri, ...more)
    return result ?? ([] as Result)
  }
})

function hoverText(hover: Hover | undefined): string {
  return (hover?.contents ?? []).map((part) => (typeof part === 'string' ? part : part.value)).join('\n')
}

/** Processes of this one that run our server. */
function servers(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
      const parent = / \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\)/, ''))?.[1]
      const ours = command.includes('dist/server.cjs') && Number(parent) === process.pid
      return ours ? [Number(name)] : []
    } catch {
      return [] // it has ended
    }
  })
}

async function until<T>(ask: () => Promise<T>, enough: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask()
    if (enough(value)) return value
    await sleep(50)
  }
}

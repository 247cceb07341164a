import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  commands,
  ConfigurationTarget,
  Diagnostic,
  DiagnosticSeverity,
  DocumentSymbol,
  extensions,
  languages,
  Range,
  Selection,
  SymbolKind,
  Uri,
  window,
  workspace,
  type Disposable,
} from 'vscode'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { listOf, recordOf, textOf } from '../../src/base/json.ts'

describe('asking', () => {
  let endpoint: SampleEndpoint
  const life: Disposable[] = []

  before(async () => {
    const samples = join(
      extensions.getExtension('thinktree.thinktree')?.extensionPath ?? '',
      'samples/traces',
    )
    endpoint = await createSampleEndpoint({ samples })
    await setModel('sample-r1')
  })

  after(async () => {
    for (const item of life) item.dispose()
    await set('endpoints', undefined)
    await endpoint.close()
  })

  it('sends the selected lines with their numbers, their path, imports and surroundings, and no key', async () => {
    await select('shop/src/cart.ts', 20, 24)
    await commands.executeCommand('thinktree.explainSelection')
    const { body, headers, message } = lastRequest()
    assert.equal(body['model'], 'sample-r1')
    assert.equal(body['stream'], true)
    assert.equal(headers.authorization, undefined)
    assert.deepEqual(
      Object.keys(headers).filter((name) => name.startsWith('x-')),
      [],
    )
    assert.match(message, /lines 20–24 of `shop\/src\/cart\.ts`/)
    const document = await workspace.openTextDocument(fileUri('shop/src/cart.ts'))
    for (const line of [20, 22, 24]) {
      const text = document.lineAt(line - 1).text.trim()
      assert.ok(
        message.split('\n').some((sent) => sent.includes(String(line)) && sent.includes(text)),
        `line ${line} is not in: ${message}`,
      )
    }
    for (const [line, text] of document.getText().split('\n').entries())
      if (text.startsWith('import '))
        assert.ok(message.includes(text), `import on line ${line + 1} is not sent`)
  })

  it('sends what the editor reports on the selection, and the symbol around it', async () => {
    const uri = fileUri('shop/tools/forecast.py')
    const problems = languages.createDiagnosticCollection('test')
    life.push(
      problems,
      languages.registerDocumentSymbolProvider(
        { pattern: '**/forecast.py' },
        {
          provideDocumentSymbols: () => [
            new DocumentSymbol(
              'whole',
              '',
              SymbolKind.Function,
              new Range(4, 0, 19, 0),
              new Range(4, 0, 4, 5),
            ),
          ],
        },
      ),
    )
    problems.set(uri, [
      new Diagnostic(new Range(9, 0, 9, 4), 'this divides by zero', DiagnosticSeverity.Warning),
      new Diagnostic(new Range(0, 0, 0, 4), 'this lies elsewhere', DiagnosticSeverity.Error),
    ])
    const document = await select('shop/tools/forecast.py', 9, 11)
    await commands.executeCommand('thinktree.explainSelection')
    const { message } = lastRequest()
    assert.match(message, /`shop\/tools\/forecast\.py:10` \(warning\): this divides by zero/)
    assert.doesNotMatch(message, /lies elsewhere/)
    assert.ok(message.includes(document.lineAt(5).text), 'the enclosing symbol is not sent')
  })

  it('keeps to the token budget', async () => {
    await set('context.maxTokens', 200)
    await select('shop/src/inventory.ts', 1, 60)
    await commands.executeCommand('thinktree.explainSelection')
    const tight = lastRequest().message.length
    await set('context.maxTokens', undefined)
    await commands.executeCommand('thinktree.explainSelection')
    assert.ok(tight < 200 * 4, `${tight} characters`)
    assert.ok(lastRequest().message.length > tight)
  })

  it('stops: the server sees the connection close', async () => {
    await setModel('sample-r1:inline:stall')
    await select('shop/src/cart.ts', 20, 24)
    const asked = endpoint.requests.length
    const run = commands.executeCommand('thinktree.explainSelection')
    while (endpoint.requests.length === asked) await sleep(20)
    await sleep(200)
    await commands.executeCommand('thinktree.stop')
    await run
    assert.equal(await endpoint.requests.at(-1)?.outcome, 'abandoned')
    await setModel('sample-r1')
  })

  it('asks about a file that was never saved', async () => {
    const document = await workspace.openTextDocument({
      language: 'python',
      content: 'def double(x):\n    return x + x\n',
    })
    const editor = await window.showTextDocument(document)
    editor.selection = new Selection(0, 0, 1, 16)
    await commands.executeCommand('thinktree.explainSelection')
    assert.match(lastRequest().message, /return x \+ x/)
  })

  it('adds up tokens and costs for each day and endpoint', async () => {
    const prices = { input: 1, output: 2, asOf: '2026-11-01' }
    const priced = { name: 'priced', baseUrl: endpoint.url, model: 'sample-r1', prices }
    await set('endpoints', [priced])
    await select('shop/src/cart.ts', 20, 24)
    await commands.executeCommand('thinktree.explainSelection')
    await commands.executeCommand('thinktree.explainSelection')
    await setModel('sample-r1')
    const page = await totals('priced')
    assert.match(page, /\| \d{4}-\d\d-\d\d \| priced \| 0\.\d+ USD \| 2 \| [\d,]+ \| [\d,]+ \|/)
  })

  it('adds up operations and energy where a model card tells, and says of how many questions', async () => {
    const lab = { name: 'lab', baseUrl: endpoint.url, model: 'sample-r1' }
    await select('shop/src/cart.ts', 20, 24)
    await set('endpoints', [{ ...lab, card: { like: 'deepseek-r1', energy: 700 } }])
    await commands.executeCommand('thinktree.explainSelection')
    await set('endpoints', [lab])
    await commands.executeCommand('thinktree.explainSelection')
    await setModel('sample-r1')
    const page = await totals('lab')
    const operations = '\\d(?:\\.\\d+)? × 10\\S+ \\(1/2\\)'
    const row = `\\| lab \\| ${operations} \\| ${operations} \\| ${operations} \\| 0\\.\\d+ Wh \\(1/2\\) \\|`
    assert.match(page, new RegExp(row))
    assert.match(page, /Energy is by the figures that you set/)
  })

  it('sends nothing of a file that an ignore file or the setting excludes', async () => {
    const ignore = fileUri('shop/.thinktreeignore')
    const asked = endpoint.requests.length
    await select('shop/src/cart.ts', 20, 24)
    for (const globs of [['**/cart.ts'], ['src/cart.ts'], ['src/'], 'cart.ts', { 'cart.ts': true }]) {
      await set('context.exclude', globs)
      await commands.executeCommand('thinktree.explainSelection')
    }
    await set('context.exclude', ['**/cart.ts'])
    await workspace.getConfiguration('thinktree').update('context.exclude', [], ConfigurationTarget.Workspace)
    await commands.executeCommand('thinktree.explainSelection')
    await workspace
      .getConfiguration('thinktree')
      .update('context.exclude', undefined, ConfigurationTarget.Workspace)
    await set('context.exclude', undefined)
    await workspace.fs.writeFile(ignore, new TextEncoder().encode('src/*.ts\n'))
    await commands.executeCommand('thinktree.explainSelection')
    await workspace.fs.delete(ignore)
    assert.equal(endpoint.requests.length, asked)
    await commands.executeCommand('thinktree.explainSelection')
    assert.equal(endpoint.requests.length, asked + 1)
  })

  it('nor where the repository begins above it', async () => {
    const repository = mkdtempSync(join(tmpdir(), 'tt-repository-'))
    mkdirSync(join(repository, '.git'))
    mkdirSync(join(repository, 'app'))
    writeFileSync(join(repository, '.git/HEAD'), 'ref: refs/heads/main')
    writeFileSync(join(repository, '.gitignore'), 'app/own.ts\n')
    const asked = endpoint.requests.length
    for (const name of ['own.ts', 'other.ts']) {
      writeFileSync(join(repository, 'app', name), 'let a = 1\n')
      const document = await workspace.openTextDocument(join(repository, 'app', name))
      const editor = await window.showTextDocument(document)
      editor.selection = new Selection(0, 0, 0, 9)
      await commands.executeCommand('thinktree.explainSelection')
    }
    assert.equal(endpoint.requests.length, asked + 1)
    assert.match(lastRequest().message, /line 1 of `other\.ts`/)
    rmSync(repository, { recursive: true })
  })

  it('asks about a cell by the path of its notebook, and not where that is excluded', async () => {
    const file = fileUri('shop/src/counts.ipynb')
    const cells = [{ cell_type: 'code', metadata: {}, outputs: [], source: ['counts = 1\n', 'counts + 1'] }]
    const notebook = {
      cells,
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    }
    await workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(notebook)))
    await window.showNotebookDocument(await workspace.openNotebookDocument(file))
    while (!window.activeTextEditor?.document.getText().startsWith('counts')) {
      await commands.executeCommand('notebook.cell.edit')
      await sleep(50)
    }
    await commands.executeCommand('thinktree.explainSelection')
    assert.match(lastRequest().message, /lines 1–2 of `shop\/src\/counts\.ipynb`/)
    const ignore = fileUri('shop/.thinktreeignore')
    const asked = endpoint.requests.length
    await workspace.fs.writeFile(ignore, new TextEncoder().encode('*.ipynb\n'))
    await commands.executeCommand('thinktree.explainSelection')
    await workspace.fs.delete(ignore)
    assert.equal(endpoint.requests.length, asked)
    await commands.executeCommand('workbench.action.closeActiveEditor')
    await workspace.fs.delete(file)
  })

  it('says of a blank line that there is no code, and asks nothing', async () => {
    const document = await select('shop/src/cart.ts', 20, 24)
    const blank = document.getText().split('\n').indexOf('')
    const asked = endpoint.requests.length
    await select('shop/src/cart.ts', blank + 1, blank + 1)
    await commands.executeCommand('thinktree.explainSelection')
    assert.equal(endpoint.requests.length, asked)
  })

  it('counts by estimate what a server does not count, also of a run that was stopped', async () => {
    const prices = { input: 1, output: 2, asOf: '2026-11-01' }
    const model = 'sample-r1:reasoning:stall'
    await set('endpoints', [{ name: 'uncounted', baseUrl: endpoint.url, model, prices, includeUsage: false }])
    await select('shop/src/cart.ts', 20, 24)
    const asked = endpoint.requests.length
    const run = commands.executeCommand('thinktree.explainSelection')
    while (endpoint.requests.length === asked) await sleep(20)
    await sleep(300)
    await commands.executeCommand('thinktree.stop')
    await run
    await setModel('sample-r1')
    const page = await totals('uncounted')
    assert.match(page, /\| uncounted \| ~0\.\d+ USD \| 1 \| ~[1-9][\d,]* \| ~[1-9][\d,]* \|/)
  })

  it('does not send what is too long for the model', async () => {
    await set('endpoints', [{ name: 'short', baseUrl: endpoint.url, model: 'sample-r1', contextLength: 300 }])
    await set('context.instructions', 'Please answer at length. '.repeat(100))
    await select('shop/src/cart.ts', 20, 24)
    const asked = endpoint.requests.length
    await commands.executeCommand('thinktree.explainSelection')
    assert.equal(endpoint.requests.length, asked)
    await set('context.instructions', undefined)
    await commands.executeCommand('thinktree.explainSelection')
    assert.equal(endpoint.requests.length, asked + 1)
    await setModel('sample-r1')
  })

  it('with nothing selected, asks about the function around the cursor', async () => {
    await select('shop/tools/forecast.py', 9, 9)
    const editor = window.activeTextEditor
    assert.ok(editor)
    editor.selection = new Selection(8, 0, 8, 0)
    await commands.executeCommand('thinktree.explainSelection')
    assert.match(lastRequest().message, /lines 5–20 of `shop\/tools\/forecast\.py`/)
  })

  function setModel(model: string): Promise<void> {
    return set('endpoints', [{ name: 'samples', baseUrl: endpoint.url, model }])
  }

  function lastRequest() {
    const request = endpoint.requests.at(-1)
    assert.ok(request, 'nothing was asked')
    const [first] = listOf(request.body['messages'])
    return { body: request.body, headers: request.headers, message: textOf(recordOf(first)['content']) }
  }
})

/** The page of totals, once it speaks of an endpoint. */
async function totals(endpoint: string): Promise<string> {
  await commands.executeCommand('thinktree.showTotals')
  const shown = Uri.from({ scheme: 'thinktree-text', path: '/Totals.md' })
  const page = async () => (await workspace.openTextDocument(shown)).getText()
  // A page that was open already is written anew a moment later.
  while (!(await page()).includes(endpoint)) await sleep(20)
  return page()
}

function fileUri(path: string): Uri {
  const [folder] = workspace.workspaceFolders ?? []
  assert.ok(folder, 'no folder is open')
  return Uri.joinPath(folder.uri, path)
}

/** Opens a file and selects whole lines, 1-based and inclusive. */
async function select(path: string, first: number, last: number) {
  const document = await workspace.openTextDocument(fileUri(path))
  const editor = await window.showTextDocument(document)
  editor.selection = new Selection(first - 1, 0, last - 1, document.lineAt(last - 1).text.length)
  return document
}

async function set(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration('thinktree').update(name, value, ConfigurationTarget.Global)
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CancellationTokenSource, type CodeAction, type DocumentSymbol } from 'vscode-languageserver/node'
import { trace } from '../support/traces.ts'
import { connect, type Client } from './client.ts'

let folder: string
let client: Client
let uri: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tt-ls-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/cart.ts'), `class Cart {\n  total() {}\n${'  //\n'.repeat(18)}}\n`)
  writeFileSync(join(folder, 'a.think'), trace)
  uri = pathToFileURL(join(folder, 'a.think')).href
  client = await connect(pathToFileURL(folder).href, { lenses: { openAsTree: 'open.it' } })
})

afterEach(() => {
  client.dispose()
  rmSync(folder, { recursive: true, force: true })
})

const ask = <Result>(method: string, params: object = {}) =>
  client.connection.sendRequest<Result>(method, { textDocument: { uri }, ...params })

/** The line and character at which words begin. */
function position(words: string, text = trace) {
  const before = text.slice(0, text.indexOf(words))
  const line = before.split('\n').length - 1
  return { line, character: before.length - before.lastIndexOf('\n') - 1 }
}

test('says what it can do, and lenses only for commands that are there', async () => {
  const { capabilities } = client.initialized
  expect(Object.keys(capabilities)).toEqual(
    expect.arrayContaining([
      'documentSymbolProvider',
      'foldingRangeProvider',
      'selectionRangeProvider',
      'hoverProvider',
      'documentLinkProvider',
      'definitionProvider',
      'referencesProvider',
      'semanticTokensProvider',
      'workspaceSymbolProvider',
      'codeLensProvider',
      'codeActionProvider',
      'completionProvider',
    ]),
  )
  await client.open(uri, trace)
  const lenses = await ask<{ command: unknown }[]>('textDocument/codeLens')
  expect(lenses.map(({ command }) => command)).toEqual([
    { title: 'Open as Tree', command: 'open.it', arguments: [uri, 0] },
    { title: 'Open as Tree', command: 'open.it', arguments: [uri, 1] },
  ])
})

test('answers about a document', async () => {
  await client.open(uri, trace)
  const symbols = await ask<DocumentSymbol[]>('textDocument/documentSymbol')
  expect(symbols.map(({ name }) => name)).toEqual(['Why is this slow?', 'And now?'])
  expect(symbols[0]?.range.start).toEqual({ line: 0, character: 0 })
  const folds = await ask<object[]>('textDocument/foldingRange')
  expect(folds).toContainEqual({ startLine: 0, endLine: 8, kind: 'imports' })
  const [selection] = await ask<object[]>('textDocument/selectionRange', {
    positions: [position('runs once')],
  })
  expect(selection).toMatchObject({ range: { start: position('The loop') }, parent: { parent: {} } })
  expect(await ask('textDocument/hover', { position: position('runs once') })).toMatchObject({
    contents: { kind: 'markdown', value: expect.stringContaining('**derive**') },
  })
  expect(
    await ask('textDocument/references', {
      position: position('line 12'),
      context: { includeDeclaration: false },
    }),
  ).toMatchObject([{ uri, range: { start: position('src/cart.ts:12') } }])
  const { data } = await ask<{ data: number[] }>('textDocument/semanticTokens/full')
  expect(data.length).toBe(7 * 5)
  expect(
    await ask('textDocument/semanticTokens/range', {
      range: { start: position('Wait'), end: position('Wait') },
    }),
  ).toEqual(expect.objectContaining({ data: data.slice(0, 0).concat(position('Wait').line, 0, 4, 6, 0) }))
  const keys = await ask<{ label: string }[]>('textDocument/completion', { position: position('question') })
  expect(keys.map(({ label }) => label)).toContain('title')
})

test('leads to the code of the workspace', async () => {
  await client.open(uri, trace)
  const file = pathToFileURL(join(folder, 'src/cart.ts')).href
  const links = await ask<{ target: string }[]>('textDocument/documentLink')
  expect(links.map(({ target }) => target)).toEqual([3, 12, 14, 12].map((line) => `${file}#L${line}`))
  expect(await ask('textDocument/definition', { position: position('total`') })).toEqual([
    { uri: file, range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } } },
  ])
  expect(await ask('textDocument/hover', { position: position('src/cart.ts:3') })).toMatchObject({
    contents: { value: expect.stringContaining('```ts\n  //') },
  })
})

test('follows edits, tells findings, and mends them', async () => {
  const told = client.findings(uri)
  await client.open(uri, trace)
  expect(await told).toEqual([])
  const again = client.findings(uri)
  const start = position('</think>')
  await client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range: { start, end: { line: start.line, character: 8 } }, text: '' }],
  })
  const findings = await again
  expect(findings.map(({ code, severity, range }) => [code, severity, range.start])).toEqual([
    ['unclosedThought', 2, position('<think>')],
  ])
  const [action] = await ask<CodeAction[]>('textDocument/codeAction', {
    range: findings[0]?.range,
    context: { diagnostics: findings },
  })
  expect(action).toMatchObject({
    title: 'Close the Thought at Its End',
    kind: 'quickfix',
    edit: { documentChanges: [{ textDocument: { uri, version: 2 }, edits: [{ newText: '</think>\n' }] }] },
  })
  const closed = client.findings(uri)
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
  expect(await closed).toEqual([])
})

test('finds turns and steps of saved traces by their words', async () => {
  const found = await client.connection.sendRequest<{ name: string; location: object }[]>(
    'workspace/symbol',
    {
      query: 'loop once',
    },
  )
  expect(found).toMatchObject([
    {
      name: 'The loop on line 12 runs once for each line',
      location: { uri, range: { start: position('The loop') } },
    },
  ])
  const asked = await client.connection.sendRequest<object[]>('workspace/symbol', { query: 'is this slow' })
  expect(asked).toMatchObject([{ name: 'Why is this slow?' }])
})

test('finds them where the editor keeps them, each once', async () => {
  const storage = mkdtempSync(join(tmpdir(), 'tt-ls-kept-'))
  writeFileSync(join(storage, 'kept.think'), trace)
  client.dispose()
  client = await connect(pathToFileURL(folder).href, { kept: [storage, join(folder, 'src')] })
  writeFileSync(join(folder, 'src/b.think'), trace)
  const found = await client.connection.sendRequest<{ location: { uri: string } }[]>('workspace/symbol', {
    query: 'is this slow',
  })
  rmSync(storage, { recursive: true })
  const names = found.map(({ location }) => location.uri.split('/').at(-1))
  expect(names).toHaveLength(3)
  expect(names).toEqual(expect.arrayContaining(['a.think', 'b.think', 'kept.think']))
})

test('a request that is cancelled is not answered', async () => {
  await client.open(uri, trace)
  const source = new CancellationTokenSource()
  const symbols = client.connection.sendRequest(
    'textDocument/documentSymbol',
    { textDocument: { uri } },
    source.token,
  )
  source.cancel()
  await expect(symbols).rejects.toMatchObject({ code: -32800 })
})

test('a document that is not open is said to be so', async () => {
  await expect(ask('textDocument/documentSymbol')).rejects.toThrow('is not open')
})

test('a server that starts anew knows all again from what the client opens', async () => {
  await client.open(uri, trace)
  const before = await ask('textDocument/documentSymbol')
  client.dispose()
  client = await connect(pathToFileURL(folder).href)
  await client.open(uri, trace)
  expect(await ask('textDocument/documentSymbol')).toEqual(before)
})

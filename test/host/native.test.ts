import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  commands,
  ConfigurationTarget,
  extensions,
  MarkdownString,
  Position,
  Range,
  Selection,
  TabInputTextDiff,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
  type CodeLens,
  type Hover,
} from 'vscode'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { createCodeBlocks } from '../../src/extension/editor/codeBlocks.ts'
import { LastEditor } from '../../src/extension/editor/lastEditor.ts'
import { stepItem, stepTooltip } from '../../src/extension/steps/item.ts'
import { Texts } from '../../src/extension/texts.ts'
import type { TurnId } from '../../src/protocol/webview.ts'

describe('code of an answer', () => {
  const lastEditor = new LastEditor()
  const texts = new Texts('thinktree-test')
  const said: string[] = []
  const blocks = createCodeBlocks({
    lastEditor,
    textAt: (path, text) => texts.at(path, text),
    notice: (message) => said.push(message),
  })

  after(() => {
    lastEditor.dispose()
    texts.dispose()
  })

  it('goes in at the cursor, as deep as the cursor stands, and what was selected stays', async () => {
    const document = await workspace.openTextDocument({
      language: 'typescript',
      content: 'if (a) {\n  b()\n}\n',
    })
    const editor = await window.showTextDocument(document)
    editor.selection = new Selection(1, 5, 1, 2)
    await blocks.insert('c()\nd()\n')
    assert.equal(document.getText(), 'if (a) {\n  c()\n  d()b()\n}\n')
    assert.equal(window.activeTextEditor?.document, document)
  })

  it('goes beside what is selected in VS Code’s own diff, and neither side can be written to', async () => {
    const document = await workspace.openTextDocument({ content: 'one\n  two\n  three\nfour\n' })
    const editor = await window.showTextDocument(document)
    editor.selection = new Selection(1, 0, 3, 0)
    await blocks.compare('two\nTHREE', undefined)
    const input = window.tabGroups.activeTabGroup.activeTab?.input
    assert.ok(input instanceof TabInputTextDiff)
    const [old, fresh] = await Promise.all(
      [input.original, input.modified].map((uri) => workspace.openTextDocument(uri)),
    )
    assert.equal(old?.getText(), '  two\n  three\n')
    assert.equal(fresh?.getText(), '  two\n  THREE\n')
    assert.equal(workspace.fs.isWritableFileSystem(input.modified.scheme), undefined)
    await commands.executeCommand('workbench.action.closeActiveEditor')
  })
})

describe('a row of the view of steps', () => {
  const run = createTurn(defaultSplit)
  const turn = 't' as TurnId
  run.push(
    { kind: 'text', channel: 'reasoning', text: 'First, see [x](command:a) $(bug) `y`.\n\nWait, no.' },
    1,
  )
  run.end('closed', 900)
  const value = run.value()

  it('has the model’s words, and its kind as icon', () => {
    const [phase, step] = value.steps
    assert.ok(phase && step)
    const named = stepItem({ node: { turn, step: phase.id }, index: 0, value, parent: true })
    assert.equal(named?.collapsibleState, TreeItemCollapsibleState.Expanded)
    assert.match(named.accessibilityInformation?.label ?? '', /^\w+: [A-Z]/)
    const item = stepItem({ node: { turn, step: step.id }, index: 1, value, parent: false })
    const label = typeof item?.label === 'string' ? item.label : ''
    assert.match(label, /see .* y/)
    assert.doesNotMatch(label, /`/)
  })

  it('makes no link of them in its tooltip', () => {
    const [phase] = value.steps
    assert.ok(phase)
    const { value: text, isTrusted } = stepTooltip(phase, 'see [x](command:a)', value)
    assert.doesNotMatch(text, /(?<!\\)\[x\]\(/)
    assert.notEqual(isTrusted, true)
  })
})

describe('what steps speak of', () => {
  let endpoint: SampleEndpoint
  const file = () =>
    Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/'), 'shop/src/pricing.ts')

  before(async () => {
    const samples = join(
      extensions.getExtension('thinktree.thinktree')?.extensionPath ?? '',
      'samples/traces',
    )
    endpoint = await createSampleEndpoint({ samples })
    await set('endpoints', [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }])
    const document = await workspace.openTextDocument(file())
    const editor = await window.showTextDocument(document)
    editor.selection = new Selection(32, 0, 35, 1)
    await commands.executeCommand('thinktree.explainSelection')
  })

  after(async () => {
    for (const name of ['endpoints', 'editor.codeLens', 'editor.marks']) await set(name, undefined)
    await endpoint.close()
  })

  it('stands above the code: what was asked, and how many steps speak of it', async () => {
    const titles = await until(
      async () => (await lenses()).map(({ command }) => command?.title ?? ''),
      (found) => found.some((title) => /steps? speaks? of this/.test(title)),
    )
    assert.ok(
      titles.some((title) => title.startsWith('ThinkTree: Explain')),
      titles.join('\n'),
    )
  })

  it('stands over the line, with ways to the steps and to nothing else', async () => {
    const [content] = await until(hovers, (found) => found.length > 0)
    assert.ok(content)
    assert.match(content.value, /steps? speaks? of this line/)
    assert.match(content.value, /\]\(<command:thinktree\.step\.show\?/)
    assert.deepEqual(content.isTrusted, { enabledCommands: ['thinktree.step.show', 'thinktree.step.pick'] })
  })

  it('moves with the code, and is gone where the code has changed', async () => {
    const document = await workspace.openTextDocument(file())
    const editor = await window.showTextDocument(document)
    const text = document.getText()
    const [before] = await until(hovers, ([found]) => found?.value.includes('on line 35') === true)
    await editor.edit((edit) => edit.insert(new Position(0, 0), '// one\n// two\n'))
    await until(
      () => hovers(36),
      ([found]) => found?.value === before?.value,
    )
    await editor.edit((edit) => edit.replace(document.lineAt(36).range, '  return []'))
    // Only what spoke of just this line: a step that speaks of the whole function still does.
    await until(
      () => hovers(36),
      ([found]) => !found?.value.includes('on line 35'),
    )
    const whole = new Range(0, 0, document.lineCount, 0)
    await editor.edit((edit) => edit.replace(whole, text))
    await until(hovers, ([found]) => found?.value === before?.value)
  })

  it('can be turned off', async () => {
    await set('editor.codeLens', false)
    await set('editor.marks', false)
    await until(lenses, (found) => found.length === 0)
    await until(hovers, (found) => found.length === 0)
  })

  async function lenses(): Promise<readonly CodeLens[]> {
    const found = await commands.executeCommand<readonly CodeLens[]>('vscode.executeCodeLensProvider', file())
    return found.filter(({ command }) => command?.command.startsWith('thinktree.'))
  }

  /** Of line 35, which the sample speaks of. */
  async function hovers(line = 34): Promise<readonly MarkdownString[]> {
    const found = await commands.executeCommand<readonly Hover[]>(
      'vscode.executeHoverProvider',
      file(),
      new Position(line, 4),
    )
    return found
      .flatMap(({ contents }) => contents.filter((part) => part instanceof MarkdownString))
      .filter(isOurs)
  }
})

function isOurs({ value }: MarkdownString): boolean {
  return value.includes('thinktree.step.show')
}

/** What is asked for, until it is as it should be; at the end it says what it was. */
async function until<T>(ask: () => Promise<T>, good: (found: T) => boolean): Promise<T> {
  for (const start = Date.now(); ; await sleep(100)) {
    const found = await ask()
    if (good(found)) return found
    assert.ok(Date.now() - start < 25_000, `still ${JSON.stringify(found)}`)
  }
}

async function set(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration('thinktree').update(name, value, ConfigurationTarget.Global)
}

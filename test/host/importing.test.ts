import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commands, Selection, TabInputCustom, Uri, window, workspace } from 'vscode'
import { contentOf, readSource } from '../../src/extension/importing/read.ts'
import { ofFile } from '../../src/extension/importing/source.ts'

const talk = (question: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: '<think>\nSo it is.\n</think>\n\nYes.' },
    ],
  })

describe('Open as Trace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trace-'))
  const file = (name: string, text: string | Uint8Array) => {
    writeFileSync(join(folder, name), text)
    return Uri.file(join(folder, name))
  }

  afterEach(() => commands.executeCommand('workbench.action.revertAndCloseActiveEditor'))
  after(() => rmSync(folder, { recursive: true }))

  it('opens a file from the explorer as a tree, whose text may be saved', async () => {
    const uri = file('log.jsonl', talk('Why is it so?'))
    await commands.executeCommand('thinktree.openAsTrace', uri, [uri])
    const text = await openedTrace()
    assert.match(text, /^---\nformat: 1\nquestion: Why is it so\?\n/)
    assert.match(text, /<think>\nSo it is\.\n<\/think>\n\nYes\.$/)
  })

  it('opens what is selected in an editor', async () => {
    const content = `before\n${talk('This one?')}\nafter <think>\n`
    const document = await workspace.openTextDocument({ content })
    const editor = await window.showTextDocument(document)
    editor.selection = new Selection(1, 0, 2, 0)
    await commands.executeCommand('thinktree.openAsTrace', document.uri)
    assert.match(await openedTrace(), /\nquestion: This one\?\n/)
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  })

  it('reads UTF-16, as Windows’ shells write it', async () => {
    const uri = file('utf16.jsonl', Buffer.from(`\uFEFF${talk('Warum, ü?')}`, 'utf16le'))
    const reading = await readSource(ofFile(uri))
    assert.deepEqual(
      reading?.found.map(({ title }) => title),
      ['Warum, ü?'],
    )
  })

  it('reads a large file beside other work, keeps little of it, and finds each conversation again', async () => {
    const answer = 'So it is. '.repeat(1000)
    const lines = Array.from({ length: 5000 }, (_, index) =>
      talk(`Question ${index}?`).replace('So it is.', answer),
    )
    const source = ofFile(file('large.jsonl', lines.join('\n')))
    let beats = 0
    const timer = setInterval(() => beats++, 1)
    const reading = await readSource(source)
    clearInterval(timer)
    const last = reading?.found.at(-1)
    assert.equal(reading?.found.length, 5000)
    assert.ok(beats > 20, `only ${beats} beats`)
    assert.ok(last)
    assert.equal(last.document, undefined)
    assert.match((await contentOf(source, last, 4999)).text, /\nquestion: Question 4999\?\n/)
  })
})

/** The text behind the tree that has just been opened. */
async function openedTrace(): Promise<string> {
  for (;;) {
    const { activeTab } = window.tabGroups.activeTabGroup
    if (activeTab?.input instanceof TabInputCustom && activeTab.input.viewType === 'thinktree.traceEditor') {
      const document = await workspace.openTextDocument(activeTab.input.uri)
      assert.equal(document.languageId, 'think')
      assert.equal(document.uri.scheme, 'untitled')
      return document.getText()
    }
    await sleep(50)
  }
}

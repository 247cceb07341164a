import assert from 'node:assert/strict'
import { Uri, workspace, WorkspaceEdit } from 'vscode'
import { makeMainInFile } from '../../src/extension/traceEditor/changing.ts'
import { createFileTurns } from '../../src/extension/traceEditor/turns.ts'
import { readDocument } from '../../src/traces/document.ts'
import { Turns } from '../../src/extension/turns.ts'

const turn = (head: string) => `${head}---\n<think>\nSo.\n</think>\n\nIt is.\n\n`
const first = turn('---\nformat: 1\nid: a\nquestion: Why?\n')
const next = turn('--- turn\nid: b\nquestion: And then?\n')
const branch = turn('--- turn\nid: c\nparent: a\nbranch: {kind: answerAgain, at: 3}\n')

describe('the turns of a file that is open as a tree', () => {
  const texts = {
    'the name of the one before changes': first.replace('id: a', 'id: q') + next + branch,
    'the head of the one before breaks': first.replace('id: a', 'id; a') + next + branch,
    'one is put between': first + turn('--- turn\nid: x\nquestion: What?\n') + next + branch,
    'the one before goes': first + branch,
  }
  for (const [what, text] of Object.entries(texts))
    it(`follow one another as those of one that is opened anew: ${what}`, () => {
      assert.deepEqual(links(first + next + branch, text), links(text))
    })

  it('are found in a text that has just changed, where one of them is made the main one', async () => {
    const document = await workspace.openTextDocument({ language: 'think', content: first + branch })
    const turns = new Turns()
    const file = createFileTurns(
      { uri: document.uri, turns, shop: document.uri, limit: (head) => head },
      document.getText(),
    )
    const put = new WorkspaceEdit()
    put.insert(document.uri, document.positionAt(first.length), next)
    await workspace.applyEdit(put)
    const chosen = file.ids[1]
    assert.ok(chosen)
    await makeMainInFile({ document, file }, turns, chosen, assert.fail)
    assert.deepEqual(
      readDocument(document.getText()).turns.map(({ head: { id, main } }) => [id, main]),
      [
        ['a', false],
        ['b', false],
        ['c', true],
      ],
    )
  })
})

/** What comes before each turn, after these changes of the text. */
function links(text: string, ...changes: readonly string[]) {
  const turns = new Turns()
  const uri = Uri.file('/a.think')
  const file = createFileTurns({ uri, turns, shop: uri, limit: (head) => head }, text)
  for (const change of changes) file.update(change)
  return file.ids.map((id) => {
    const { follows, branch } = turns.head(id) ?? {}
    return [id, follows, branch?.of]
  })
}

// node test/support/journalled.ts FILE: a run that never ends, journalled until the process is killed; tells how far it came.
import { Journal } from '../../src/extension/keeping/journal.ts'
import { writerOf } from '../../src/extension/keeping/writer.ts'
import type { TurnId } from '../../src/protocol/webview.ts'

const [path = ''] = process.argv.slice(2)
const id = 'run' as TurnId
const journal = new Journal({
  writer: writerOf(process.pid),
  failed: (error) => console.error(error),
  written: () => console.log(said.split(' ').length),
})
let said = '0'
const tell = () => ({
  head: { id, question: 'How far?' },
  value: {
    reasoning: said,
    answer: '',
    timeline: [],
    state: { kind: 'thinking' },
    usage: {},
    times: { latest: 1 },
    hidden: false,
  } as const,
})
journal.adopt(id, path)
journal.keep(id, 'begins', tell)
let count = 1
setInterval(() => {
  said += ` ${count++}`
  journal.keep(id, 'grew', tell)
}, 10)

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  commands,
  Disposable,
  DocumentSymbol,
  EventEmitter,
  languages,
  Position,
  Range,
  SymbolKind,
  window,
  workspace,
  type CodeLens,
  type TextDocument,
} from 'vscode'
import { LateSymbols } from '../../src/extension/context/lateSymbols.ts'
import { registerLenses } from '../../src/extension/mentions/lenses.ts'
import type { StepId } from '../../src/core/step.ts'
import type { TurnHead, TurnId } from '../../src/protocol/webview.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import type { TurnsListener } from '../../src/extension/turns.ts'

const never = new Promise<never>(() => undefined)
const whole = new Range(0, 0, 1, 0)
const found = [new DocumentSymbol('total', '', SymbolKind.Function, whole, whole)]

describe('symbols of a document', () => {
  let life: Disposable[] = []
  let symbols: LateSymbols
  let came: number
  let document: TextDocument

  beforeEach(async () => {
    symbols = new LateSymbols((error) => assert.fail(String(error)))
    came = 0
    life = [symbols, symbols.onCame(() => came++)]
    document = await workspace.openTextDocument({ language: 'plaintext', content: 'one\ntwo\n' })
  })

  afterEach(() => Disposable.from(...life).dispose())

  it('are none while a language never answers, and there once it does for a changed text', async () => {
    let ready = false
    answers(() => (ready ? found : never))
    assert.deepEqual(await names(), [])
    ready = true
    assert.deepEqual(await names(), []) // VS Code still waits for the first answer
    const editor = await window.showTextDocument(document)
    await editor.edit((edit) => edit.insert(new Position(0, 0), 'zero\n'))
    assert.deepEqual(await names(), ['total'])
  })

  it('are told when they come later than one waits', async () => {
    const later = Promise.withResolvers<DocumentSymbol[]>()
    answers(() => later.promise)
    assert.deepEqual(await Promise.all([names(), names()]), [[], []])
    assert.equal(came, 0)
    later.resolve(found)
    await until(() => came === 1)
    assert.deepEqual(await names(), ['total'])
    assert.equal(came, 1)
  })

  it('are told when the language comes only after it was asked', async () => {
    assert.deepEqual(await names(), [])
    answers(() => found)
    await until(() => came === 1)
    assert.deepEqual(await names(), ['total'])
  })

  it('are none where a language fails', async () => {
    answers(() => Promise.reject(new Error('Canceled')))
    assert.deepEqual(await names(), [])
  })

  function answers(give: () => DocumentSymbol[] | Promise<DocumentSymbol[]>) {
    life.push(
      languages.registerDocumentSymbolProvider({ scheme: 'untitled' }, { provideDocumentSymbols: give }),
    )
  }

  async function names() {
    return (await symbols.of(document)).map(({ name }) => name)
  }
})

describe('lenses', () => {
  const changed = new EventEmitter<void>()
  const came = new EventEmitter<void>()
  const running: TurnId[] = []
  let listener: TurnsListener = {}
  let state = 'early'
  let shown = 'nothing'
  let document: TextDocument
  let lenses: Disposable

  before(async () => {
    document = await workspace.openTextDocument({ language: 'plaintext', content: 'one\ntwo\n' })
    await window.showTextDocument(document)
    const lines = new Map([[0, ['s1' as StepId]]])
    lenses = registerLenses({
      mentions: {
        turn: 't' as TurnId,
        of: (uri) => (uri.toString() === document.uri.toString() ? { uri, lines } : undefined),
        onChange: changed.event,
      },
      symbols: {
        of: async () => {
          shown = state
          return []
        },
        onCame: came.event,
      },
      turns: {
        head: () => undefined,
        running,
        listen(given) {
          listener = given
          return new Disposable(() => undefined)
        },
      },
      placeOf: () => undefined,
      wanted: () => true,
    })
    await until(() => shown === 'early')
    await sleep(1000) // nothing is on its way any more
  })

  after(() => Disposable.from(lenses, changed, came).dispose())

  it('are asked for when the trace has ended though the keyboard leaves the editor at that moment', async () => {
    state = 'ended'
    changed.fire()
    await commands.executeCommand('workbench.action.focusSideBar')
    await until(() => shown === 'ended')
  })

  it('are not there before the run has ended, and are asked for then', async () => {
    running.push('t' as TurnId)
    assert.deepEqual(await given(), [])
    running.pop()
    state = 'done'
    listener.ended?.({ head: {} as TurnHead, value: {} as TurnValue })
    await until(() => shown === 'done')
    assert.deepEqual(await given(), ['1 step speaks of this'])
  })

  it('are asked for when symbols come', async () => {
    state = 'with symbols'
    came.fire()
    await until(() => shown === 'with symbols')
  })

  async function given() {
    const found = await commands.executeCommand<readonly CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    )
    return found.flatMap(({ command }) => command?.title ?? [])
  }
})

async function until(holds: () => boolean): Promise<void> {
  for (const start = Date.now(); !holds(); await sleep(100)) assert.ok(Date.now() - start < 25_000)
}

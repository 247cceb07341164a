import { l10n, StatusBarAlignment, window, type StatusBarItem } from 'vscode'
import { Disposables, type Disposable } from '../base/disposables.ts'
import { promptReading } from '../core/promptReading.ts'
import type { RunState } from '../core/turn.ts'
import type { Turns } from './turns.ts'

/** While something runs, what it does and for how long, in the status bar; a click shows its panel. */
export function createStatus(turns: Turns): Disposable {
  const life = new Disposables()
  let item: StatusBarItem | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  let said: RunState['kind'] | undefined
  life.add({ dispose: hide })
  life.add(
    turns.listen({
      added: show,
      resumed: show,
      grew: (_turn, { state }) => state && state.kind !== said && tell(),
      ended: tell,
      closed: tell,
    }),
  )
  return life

  function show() {
    item ??= window.createStatusBarItem('thinktree.run', StatusBarAlignment.Right, 100)
    item.name = l10n.t('ThinkTree: Run')
    timer ??= setInterval(tell, 1000)
    tell()
    item.show()
  }

  function hide() {
    clearInterval(timer)
    timer = undefined
    item?.dispose()
    item = undefined
  }

  function tell() {
    const { running } = turns
    const turn = running.at(-1)
    const view = turn && turns.get(turn)
    if (!item || !view) return hide()
    const { head, value } = view
    said = value.state.kind
    const word = promptReading(value) ? l10n.t('Reading the Prompt') : wordFor(value.state)
    const seconds = Math.max(0, Math.floor((Date.now() - head.askedAt) / 1000))
    const more = running.length > 1 ? ` (+${running.length - 1})` : ''
    item.text = `$(loading~spin) ${word} ${clock(seconds)}${more}`
    item.tooltip = l10n.t('ThinkTree: {0} is asked. Click to show it.', head.model)
    item.accessibilityInformation = { label: `ThinkTree: ${word}` }
    item.command = { title: '', command: 'thinktree.turn.show', arguments: [head.id] }
  }
}

function wordFor(state: RunState): string {
  const { kind } = state
  if (kind === 'connecting' && state.trying) return l10n.t('Trying Out')
  if (kind === 'thinking') return l10n.t('Thinking')
  if (kind === 'waiting') return l10n.t('Waiting')
  return kind === 'answering' ? l10n.t('Answering') : l10n.t('Connecting')
}

function clock(seconds: number): string {
  return seconds < 60
    ? l10n.t('{0} s', seconds)
    : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

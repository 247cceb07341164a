import { l10n, window } from 'vscode'
import { usualWord, type SteerKind, type Steering } from '../../core/steering.ts'
import type { EditKind, TurnId } from '../../protocol/webview.ts'
import type { Current } from '../current.ts'
import { isThinkText } from '../judging/thinkTexts.ts'
import type { Steer } from '../steering.ts'
import type { SteerText } from '../traceEditor/steerText.ts'
import type { Command } from './command.ts'

/** What is led another way. */
type Leads = Pick<Steer, 'goOn' | 'answerNow' | 'branch'>

interface Needs {
  readonly steer: Leads
  /** From the text of a file that is in front. */
  readonly inText: SteerText
  readonly current: Current
  /** Asks the page in view for words about the selected step. */
  readonly edit: (kind: EditKind) => void
  readonly notice: (message: string) => void
}

/** Each goes by the turn that one looks at, and its selected step. */
export function steerCommands(needs: Needs): readonly Command[] {
  const { steer, inText, current, edit, notice } = needs
  return [
    {
      id: 'thinktree.goOnFromHere',
      run: () => fromText('goOn') ?? atStep((turn, at) => steer.branch(turn, { kind: 'goOn', at })),
    },
    { id: 'thinktree.resume', run: () => ofTurn((turn) => steer.goOn(turn)) },
    { id: 'thinktree.editStep', run: () => atStep(() => edit('editStep')) },
    { id: 'thinktree.putInHint', run: () => atStep(() => edit('hint')) },
    {
      id: 'thinktree.answerNow',
      run: () => fromText('answerNow') ?? ofTurn((turn) => steerWith(steer, turn, { kind: 'answerNow' })),
    },
    { id: 'thinktree.thinkMore', run: () => ofTurn((turn) => steerWith(steer, turn, { kind: 'thinkMore' })) },
    {
      id: 'thinktree.answerAgain',
      run: () => ofTurn((turn) => steerWith(steer, turn, { kind: 'answerAgain' })),
    },
  ]

  function fromText(kind: 'goOn' | 'answerNow') {
    const editor = window.activeTextEditor
    return editor && isThinkText(editor.document) ? inText.lead(editor, kind) : undefined
  }

  function atStep(then: (turn: TurnId, step: NonNullable<Steering['at']>) => unknown) {
    const { selected } = current
    if (!selected) return notice(l10n.t('Select a step first.'))
    return then(selected.turn, selected.step)
  }

  function ofTurn(then: (turn: TurnId) => unknown) {
    return current.turn === null ? undefined : then(current.turn)
  }
}

/** Does what is wished for; a word or a number that it still needs is asked for. */
export async function steerWith(steer: Leads, turn: TurnId, steering: Steering): Promise<void> {
  switch (needed(steering)) {
    case 'word': {
      const text = await window.showInputBox({
        title: l10n.t('Think More'),
        prompt: l10n.t(
          'The thought goes on with this word. It stays as it is, and what comes stands beside it.',
        ),
        value: usualWord,
      })
      return text?.trim() ? steer.branch(turn, { ...steering, text }) : undefined
    }
    case 'number': {
      const chosen = await window.showQuickPick(['1', '2', '3', '4', '6', '8'], {
        title: l10n.t('Answer Again'),
        placeHolder: l10n.t('How many answers; each stands beside this one'),
      })
      return chosen === undefined ? undefined : steer.branch(turn, steering, Number(chosen))
    }
    case 'nothing':
      return steering.kind === 'answerNow' && steering.at === undefined
        ? steer.answerNow(turn)
        : steer.branch(turn, steering)
  }
}

function needed({ kind, text }: Steering): 'word' | 'number' | 'nothing' {
  const asks: Partial<Record<SteerKind, 'word' | 'number'>> = { thinkMore: 'word', answerAgain: 'number' }
  return text === undefined ? (asks[kind] ?? 'nothing') : 'nothing'
}

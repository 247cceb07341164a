import { l10n } from 'vscode'
import type { Kind } from '../../core/step.ts'
import { plainTitle, titleAt } from '../../core/titles.ts'
import type { TurnValue } from '../../core/turn.ts'
import { kindWord } from './kinds.ts'

/** What to call a step in one line: a phase by what goes on in it, others by their own words. */
export function titleOfStep({ steps, reasoning }: TurnValue, index: number): string {
  const step = steps[index]
  if (!step) return ''
  if (step.level === 'phase') return phaseName(step.kind)
  return plainTitle(titleAt(steps, index, reasoning)) || kindWord(step.kind)
}

function phaseName(kind: Kind): string {
  switch (kind) {
    case 'frame':
      return l10n.t('Framing the question')
    case 'plan':
      return l10n.t('Planning')
    case 'read':
      return l10n.t('Reading')
    case 'recall':
      return l10n.t('Recalling')
    case 'derive':
      return l10n.t('Deriving')
    case 'check':
      return l10n.t('Verifying')
    case 'revise':
      return l10n.t('Revising')
    case 'branch':
      return l10n.t('Trying another way')
    case 'doubt':
      return l10n.t('Doubting')
    case 'conclude':
      return l10n.t('Concluding')
  }
}

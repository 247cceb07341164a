import {
  DecorationRangeBehavior,
  l10n,
  Range,
  ThemeColor,
  window,
  type DecorationOptions,
  type TextDocument,
} from 'vscode'
import type { Disposable } from '../../base/disposables.ts'
import type { StepWord } from '../../core/judging.ts'
import { indexOfStep } from '../../core/query.ts'
import type { JudgedText } from './inText.ts'
import { stepWord } from './reports.ts'
import { rangeInDocument } from './thinkTexts.ts'

export interface TextMarks extends Disposable {
  readonly show: (document: TextDocument, turns: readonly JudgedText[]) => void
}

/** What reviewers say of a step, after its first line. */
export function createTextMarks(): TextMarks {
  const type = window.createTextEditorDecorationType({
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
    after: { color: new ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
  })
  return { show, dispose: () => type.dispose() }

  function show(document: TextDocument, turns: readonly JudgedText[]) {
    const marks = new Map<number, string[]>()
    for (const { turn, subject, judged } of turns)
      for (const { step: id, words } of judged.steps) {
        const step = subject.steps[indexOfStep(subject.steps, id)]
        if (!step || words.length === 0) continue
        const { line } = rangeInDocument(document, turn, step).start
        const said = words.map(wordsFor)
        // Steps of the same words begin on the same line.
        marks.set(line, [...new Set([...(marks.get(line) ?? []), ...said])])
      }
    const options = [...marks].map(([line, said]): DecorationOptions => {
      const { end } = document.lineAt(line).range
      return { range: new Range(end, end), renderOptions: { after: { contentText: said.join(' · ') } } }
    })
    for (const editor of window.visibleTextEditors)
      if (editor.document === document) editor.setDecorations(type, options)
  }
}

const signs = { good: '✓', neutral: '○', bad: '✗', unsure: '?' } as const

/** Such as `✗ bad, first wrong step` and, of others, whose word it is. */
function wordsFor({ by, own, verdict, firstWrong, corrected }: StepWord): string {
  const said = [
    verdict === undefined ? [] : `${signs[verdict]} ${stepWord(verdict)}`,
    firstWrong ? l10n.t('first wrong step') : [],
    corrected === undefined ? [] : l10n.t('corrected'),
  ]
    .flat()
    .join(', ')
  return own ? said : `${by}: ${said}`
}

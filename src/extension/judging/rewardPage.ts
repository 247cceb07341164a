import { l10n } from 'vscode'
import { inMarkdown } from '../../base/plainText.ts'
import { shortened } from '../../base/shortened.ts'
import { expectedOf } from '../../export/example.ts'
import { rewardCard, type RewardCard } from '../../judge/card.ts'
import { statedAnswer } from '../../judge/statedAnswer.ts'
import { splitBody, textsOf } from '../../traces/body.ts'
import type { DocumentTurn, TraceDocument } from '../../traces/document.ts'
import { markdownTable } from '../markdownTable.ts'

/** What the rules of the trainers give each turn of a trace, as a page of Markdown: docs/review.md says what each counts. */
export function rewardPage(name: string, { turns }: Pick<TraceDocument, 'turns'>): string {
  return [
    `# ${l10n.t('Reward Card')}: ${inMarkdown(name)}`,
    ...turns.flatMap((turn, index) => [
      `## ${index + 1}. ${inMarkdown(shortened(turn.head.question, 120)) || l10n.t('no question')}`,
      cardTable(turn),
    ]),
    l10n.t(
      'R1 itself writes no answer tags: what it writes fits TRL’s rule of the format, and not open-r1’s.',
    ),
    '',
  ].join('\n\n')
}

function cardTable(turn: DocumentTurn): string {
  const { head, body } = turn
  const texts = textsOf(splitBody(body, head))
  const expected = expectedOf(turn)
  const card = rewardCard({ question: head.question, completion: body, ...texts, expected })
  const { format, tagCount, steps, repetition, length, language } = card
  return markdownTable(
    [l10n.t('Rule'), l10n.t('Value')],
    [
      [l10n.t('Format, TRL'), score(format.trl)],
      [l10n.t('Format, open-r1'), score(format.openR1)],
      [l10n.t('Tags, open-r1'), score(tagCount)],
      [l10n.t('Steps, open-r1'), score(steps)],
      [l10n.t('Repetition, open-r1'), score(repetition)],
      [l10n.t('Length'), l10n.t('{0} characters, about {1} tokens', length.characters, length.tokens)],
      ...(language ? [[l10n.t('Language'), `${Math.round(language.share * 100)} % ${language.script}`]] : []),
      [l10n.t('Answer'), answerText(card, texts.answer)],
    ],
  )
}

function answerText({ answer }: RewardCard, text: string): string {
  if (!answer) {
    const stated = statedAnswer(text)
    const none = l10n.t('no key “expected” in the head says what is right')
    return stated ? `${inMarkdown(stated.answer)} (${none})` : none
  }
  const { found, same, expected } = answer
  if (!found) return l10n.t('none is stated; {0} was expected', inMarkdown(expected))
  return same
    ? l10n.t('{0}, as expected', inMarkdown(found.answer))
    : l10n.t('{0}; {1} was expected', inMarkdown(found.answer), inMarkdown(expected))
}

/** Less than nothing with the sign that is read as one. */
function score(value: number): string {
  return value.toFixed(2).replace('-', '−')
}

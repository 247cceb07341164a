import { figuresOf, turnFigures } from '../../src/core/figures.ts'
import { wholeSpan } from '../../src/core/text.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { wayName } from '../branches.ts'
import { duration, tokenCount } from '../format.ts'
import { stateText } from '../heads.ts'
import { stateIcons } from '../icons.ts'
import { isRunning, type TurnPage } from '../state.ts'
import { Icon, IconButton } from '../view/Icon.tsx'
import { usePage } from '../view/page.ts'
import { Prose } from '../view/Prose.tsx'
import { words } from '../words.ts'
import { alikeAnswers, type Alike } from './alike.ts'
import { said } from './words.ts'

/** An answer, and its place in the row of ways. */
export interface Answered {
  readonly page: TurnPage
  readonly index: number
}

interface Props {
  readonly answers: readonly Answered[]
  readonly current: TurnId
  readonly onClose: () => void
}

/** Answers to the same thought, each a column. */
export function AnswersBeside({ answers, current, onClose }: Props) {
  const ended = answers.map(({ page: { value } }) => (isRunning(value) ? undefined : value.answer))
  const groups = alikeAnswers(ended)
  const count = ended.filter((answer) => answer !== undefined && answer !== '').length
  return (
    <section
      class="beside"
      aria-label={said.title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div class="bar">
        <h2>{said.title}</h2>
        <span class="quiet beside-together" role="status">
          {count > 1 && together(groups, count)}
        </span>
        <span class="gap" />
        <IconButton name="close" label={said.close} onClick={onClose} />
      </div>
      <div class="beside-columns" onKeyDown={goBeside}>
        {answers.map((answered, at) => (
          <Column
            key={answered.page.head.id}
            answered={answered}
            current={answered.page.head.id === current}
            group={groups.find(({ members }) => members.includes(at))}
            others={(members) =>
              members.flatMap((each) => (each === at ? [] : [(answers[each]?.index ?? 0) + 1]))
            }
            onClose={onClose}
          />
        ))}
      </div>
    </section>
  )
}

interface ColumnProps {
  readonly answered: Answered
  readonly current: boolean
  readonly group: Alike | undefined
  /** The numbers of the other ways among these. */
  readonly others: (members: readonly number[]) => readonly number[]
  readonly onClose: () => void
}

function Column({ answered: { page, index }, current, group, others, onClose }: ColumnProps) {
  const { send, gesture } = usePage()
  const { head, value } = page
  const name = wayName(head, index)
  const like = group ? others(group.members) : []
  const { firstAnswer, ended } = value.times
  return (
    <section
      class={`beside-column${current ? ' current' : ''}`}
      aria-label={name}
      title={said.columns}
      tabIndex={0}
    >
      <header>
        <div class="beside-head">
          <button
            type="button"
            class="link"
            title={said.show}
            onClick={() => {
              onClose()
              gesture({ type: 'turnChosen', turn: head.id })
            }}
          >
            {head.branch ? name : `${index + 1} ${name}`}
          </button>
          <span class="gap" />
          {value.answer !== '' && (
            <IconButton
              name="copy"
              label={said.copy}
              onClick={() => send({ type: 'copy', text: value.answer })}
            />
          )}
        </div>
        <div class="quiet figures beside-facts">
          {value.state.kind !== 'done' && (
            <span class="state">
              <Icon name={stateIcons[value.state.kind]} class={`state-${value.state.kind}`} />{' '}
              {stateText(value)}
            </span>
          )}
          {value.answer !== '' && <span>{words.tokens(tokenCount(answerTokens(value), true))}</span>}
          {firstAnswer !== undefined && ended !== undefined && ended > firstAnswer && (
            <span title={said.seconds}>{duration(ended - firstAnswer)}</span>
          )}
          {group?.said !== undefined && <span class="beside-says">{said.says(group.said)}</span>}
          {like.length > 0 && (
            <span class="beside-like">
              <Icon name="check-all" /> {said.like(like.join(', '))}
            </span>
          )}
        </div>
      </header>
      {value.answer === '' ? (
        <p class="placeholder">{isRunning(value) ? said.noAnswer : words.noAnswer}</p>
      ) : (
        <Prose turn={head.id} text={value.answer} known={head.known} growing={isRunning(value)} />
      )}
    </section>
  )
}

function together(groups: readonly Alike[], all: number): string {
  const [most] = groups
  const count = most?.members.length ?? 0
  if (count > 1) return most?.said === undefined ? said.alike(count, all) : said.most(most.said, count, all)
  return groups.some((group) => group.said !== undefined) ? said.differ : said.noneStated
}

function answerTokens(value: TurnValue): number {
  return Math.max(0, turnFigures(value, 0).tokens - figuresOf(wholeSpan(value.reasoning), value).tokens)
}

/** The arrows go from column to column. */
function goBeside(event: KeyboardEvent) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  const { target, currentTarget } = event
  if (step === undefined || !(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement))
    return
  const columns = [...currentTarget.querySelectorAll<HTMLElement>('.beside-column')]
  const next = columns[columns.indexOf(target) + step]
  if (!columns.includes(target) || !next) return
  event.preventDefault()
  next.focus()
}

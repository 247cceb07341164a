import type { Usage } from '../../src/base/delta.ts'
import { costOf } from '../../src/base/prices.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import type { Figures } from '../figures.ts'
import { clock, duration, money, perSecond, tokenCount } from '../format.ts'
import { sentText, stateText } from '../heads.ts'
import { stateIcons } from '../icons.ts'
import { isRunning, type TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { Icon } from './Icon.tsx'
import { useNow } from './now.ts'
import { usePage } from './page.ts'

interface Props {
  readonly page: TurnPage
  readonly figures: Figures
}

/** How a run goes and what it took, and of whom it was asked with what. */
export function RunFacts({ page, figures }: Props) {
  const { send } = usePage()
  const { head, value } = page
  const { kind } = value.state
  const sent = sentText(page)
  return (
    <div class="facts">
      <span class="facts-run">
        <span class="state">
          <Icon
            name={stateIcons[kind]}
            class={`state-${kind}${kind === 'connecting' ? ' codicon-modifier-spin' : ''}`}
          />
          {stateText(value)}
        </span>
        <Elapsed page={page} />
        <Tokens figures={figures} usage={value.usage} />
        <Cost page={page} />
      </span>
      <span class="facts-source">
        {head.sample && (
          <span class="badge" title={words.sampleHint}>
            {words.sample}
          </span>
        )}
        {head.subject !== '' && <Subject page={page} />}
        <span class="fact fact-model" title={head.address && words.goesTo(head.address)}>
          {words.model(head.model, head.endpoint)}
        </span>
        {sent !== undefined && (
          <button
            type="button"
            class="link fact"
            title={sentHint(page)}
            onClick={() => send({ type: 'showRequest', turn: head.id })}
          >
            <Icon name="eye" />
            {sent}
          </button>
        )}
      </span>
    </div>
  )
}

/** Milliseconds; more is a difference between two clocks. */
const longestWait = 900_000

/** Ticks by itself while the turn runs, so that nothing else is drawn again for it. */
function Elapsed({ page: { head, value, heardAt } }: Pick<Props, 'page'>) {
  const running = isRunning(value)
  const now = useNow(running)
  const { ended, latest } = value.times
  const heard = latest + Math.max(0, now - heardAt)
  // A page that opens while nothing has come knows only when the question was asked, if its clock is the host's.
  const nothingYet = value.state.kind === 'connecting' && value.times.firstText === undefined
  const asked = nothingYet ? Date.now() - head.askedAt : 0
  const text = running
    ? clock(asked > heard && asked < longestWait ? asked : heard)
    : duration(ended ?? latest)
  // Nobody knows how long an imported turn took.
  if (!running && (ended ?? latest) === 0) return null
  return (
    <span class="fact figures" title={timesHint(value)}>
      {text}
    </span>
  )
}

/** Where the time went, once that is known. */
function timesHint({ times: { firstText, firstAnswer, ended } }: TurnValue): string {
  if (firstText === undefined || ended === undefined) return words.elapsed
  const answering = firstAnswer ?? ended
  const parts = [firstText, answering - firstText, ended - answering].map(duration)
  const [first = '', thought = '', answered = ''] = parts
  return `${words.elapsed}\n${words.timesHint(first, thought, answered)}`
}

interface TokensProps extends Pick<Props, 'figures'> {
  readonly usage: Usage
}

function Tokens({ figures, usage: { prompt, cached } }: TokensProps) {
  if (figures.tokens === 0) return null
  const split = [
    words.tokensHint(tokenCount(figures.reasoningTokens, true), tokenCount(figures.answerTokens, true)),
    prompt === undefined ? [] : words.promptHint(tokenCount(prompt, false)),
    cached ? words.cachedHint(tokenCount(cached, false)) : [],
  ]
    .flat()
    .join(', ')
  return (
    <>
      <span class="fact figures" title={figures.estimated ? `${split}. ${words.estimateHint}` : split}>
        {words.tokens(tokenCount(figures.tokens, figures.estimated))}
      </span>
      {figures.tokensPerSecond !== undefined && (
        <span class="fact figures">
          {figures.estimated ? '~' : ''}
          {words.rate(perSecond(figures.tokensPerSecond))}
        </span>
      )}
    </>
  )
}

/** Where the server counted and the prices are known. */
function Cost({ page: { head, value } }: Pick<Props, 'page'>) {
  const cost = head.prices && costOf(value.usage, head.prices)
  if (!head.prices || cost === undefined) return null
  return (
    <span class="fact figures" title={words.costHint(head.prices.asOf)}>
      {money(cost, head.prices.currency)}
    </span>
  )
}

function Subject({ page: { head } }: Pick<Props, 'page'>) {
  const { send } = usePage()
  const [, path, first, last] = /^(.*?)(?::(\d+)(?:[–-](\d+))?)?$/.exec(head.subject) ?? []
  if (path === undefined) return <span class="fact">{head.subject}</span>
  const name = path.lastIndexOf('/') + 1
  return (
    <button
      type="button"
      class="link fact"
      title={`${words.goToSubject}: ${head.subject}`}
      onClick={() =>
        send({
          type: 'openReference',
          turn: head.id,
          path,
          ...(first !== undefined && { first: Number(first), last: Number(last ?? first) }),
        })
      }
    >
      <Icon name="file-code" />
      <span>
        <span class="fact-folder">{head.subject.slice(0, name)}</span>
        {head.subject.slice(name)}
      </span>
    </button>
  )
}

function sentHint({ head }: TurnPage): string {
  return head.leftOut.length > 0 ? `${words.showSent}\n\n${words.leftOutHint(head.leftOut)}` : words.showSent
}

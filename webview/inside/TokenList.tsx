import { useState } from 'preact/hooks'
import type { StepInside, TokenTold } from '../../src/core/insideTold.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import { fineShare } from '../format.ts'
import { sureness } from '../sureness.ts'
import { Icon } from '../view/Icon.tsx'
import { usePage } from '../view/page.ts'
import { Toolbar } from '../view/Toolbar.tsx'
import { leadsTo, shown } from './tokenShown.ts'
import { said } from './words.ts'

interface Props {
  readonly turn: TurnId
  readonly step: StepInside
  /** Its endpoint may think on from any place. */
  readonly steers: boolean
}

/** The tokens of a step, tinted by how sure the model was; a chosen one shows what might have stood there. */
export function TokenList({ turn, step, steers }: Props) {
  const [chosen, setChosen] = useState<number | null>(null)
  const token = chosen === null ? undefined : step.tokens[chosen]
  return (
    <section class="inside-tokens">
      <h3>{said.alternatives}</h3>
      <div class="token-line">
        <Toolbar label={said.alternatives}>
          {step.tokens.map((each, index) => (
            <button
              key={each.at}
              type="button"
              class={`token${each.probability === null ? '' : ` sure-${sureness(each.probability)}`}${index === chosen ? ' pressed' : ''}`}
              aria-pressed={index === chosen}
              title={said.token(shown(each.text), probabilityOf(each.probability))}
              onClick={() => setChosen(index === chosen ? null : index)}
            >
              {each.text.trim() === '' ? shown(each.text) : each.text}
            </button>
          ))}
        </Toolbar>
      </div>
      {token && <Alternatives turn={turn} token={token} steers={steers} />}
    </section>
  )
}

interface AlternativesProps {
  readonly turn: TurnId
  readonly token: TokenTold
  readonly steers: boolean
}

function Alternatives({ turn, token, steers }: AlternativesProps) {
  const { send } = usePage()
  const { at, text, others, probability } = token
  if (others.length === 0) return <p class="quiet">{said.noAlternatives}</p>
  return (
    <div class="alternatives">
      <h4>{`${said.instead(shown(text))} (${probabilityOf(probability)})`}</h4>
      <ul>
        {others.map((other, index) => (
          <li key={index}>
            <code class="alternative">{shown(other.text)}</code>
            <span class="figures quiet">{probabilityOf(other.probability)}</span>
            {steers && leadsTo(other.text) === 'on' && (
              <button
                type="button"
                class="link"
                title={said.branchHint(shown(other.text))}
                onClick={() =>
                  send({ type: 'steer', turn, kind: 'editStep', step: null, at, text: other.text })
                }
              >
                <Icon name="git-branch" /> {said.branch}
              </button>
            )}
            {steers && leadsTo(other.text) === 'end' && (
              <button
                type="button"
                class="link"
                title={said.answerHint}
                onClick={() => send({ type: 'steer', turn, kind: 'answerNow', step: null, at })}
              >
                <Icon name="git-branch" /> {said.answer}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function probabilityOf(probability: number | null): string {
  return probability === null ? '?' : fineShare(probability)
}

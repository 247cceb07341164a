import { useState } from 'preact/hooks'
import type { FromSamples, SampleLine, SamplesView } from '../../src/protocol/samples.ts'
import { Icon } from '../view/Icon.tsx'
import { said } from './words.ts'

interface Props {
  readonly view: SamplesView
  readonly send: (message: FromSamples) => void
}

/** Answers to one question: each a row, and what they say together. Any two can be compared. */
export function SamplesPage({ view, send }: Props) {
  const { question, expected, lines } = view
  const [chosen, setChosen] = useState<readonly number[]>([])
  const [wanted, setWanted] = useState(expected)
  const more = { correct: view.correct !== null, cost: lines.some(({ cost }) => cost !== null) }
  const running = lines.some(({ state }) => isUnderWay(state))
  const [left, right] = chosen.toSorted((a, b) => a - b)
  const choose = (line: number) =>
    setChosen(chosen.includes(line) ? chosen.filter((each) => each !== line) : [...chosen.slice(-1), line])
  return (
    <main class="samples">
      <h1>{question}</h1>
      <div class="samples-bar">
        <label>
          {said.expected}
          <input
            type="text"
            class="samples-expected"
            value={wanted}
            placeholder={said.expectedHint}
            onInput={({ currentTarget: { value } }) => {
              setWanted(value)
              send({ type: 'expect', text: value })
            }}
          />
        </label>
        <button
          type="button"
          class="button"
          disabled={left === undefined || right === undefined}
          onClick={() =>
            left !== undefined && right !== undefined && send({ type: 'compare', lines: [left, right] })
          }
        >
          <Icon name="diff" /> {said.compare}
        </button>
        <button
          type="button"
          class="button"
          disabled={lines.every(({ state }) => isUnderWay(state))}
          onClick={() => send({ type: 'export' })}
        >
          <Icon name="export" /> {said.export}
        </button>
        {running && (
          <button type="button" class="button" onClick={() => send({ type: 'stop' })}>
            <Icon name="debug-stop" /> {said.stop}
          </button>
        )}
      </div>
      <p class="samples-together" role="status">
        {together(view, running)}
      </p>
      <div class="samples-table" tabIndex={0} role="region" aria-label={said.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">{said.columns.sample}</th>
              <th scope="col">{said.columns.answer}</th>
              <th scope="col">{said.columns.group}</th>
              {more.correct && <th scope="col">{said.columns.correct}</th>}
              <NumberHead text={said.columns.reward} hint={said.rewardHint} />
              <NumberHead text={said.columns.advantage} hint={said.advantageHint} />
              <NumberHead text={said.columns.tokens} />
              <NumberHead text={said.columns.seconds} />
              {more.cost && <NumberHead text={said.columns.cost} />}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <Line
                key={index}
                line={line}
                more={more}
                chosen={chosen.includes(index)}
                onChoose={() => choose(index)}
                onOpen={() => send({ type: 'open', line: index })}
              />
            ))}
          </tbody>
        </table>
      </div>
    </main>
  )
}

function NumberHead({ text, hint }: { readonly text: string; readonly hint?: string }) {
  return (
    <th scope="col" class="number" title={hint}>
      {text}
    </th>
  )
}

interface LineProps {
  readonly line: SampleLine
  /** The columns that are not always there. */
  readonly more: { readonly correct: boolean; readonly cost: boolean }
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onOpen: () => void
}

function Line({ line, more, chosen, onChoose, onOpen }: LineProps) {
  return (
    <tr class={chosen ? 'chosen' : ''}>
      <th scope="row">
        <input
          type="checkbox"
          aria-label={said.choose(line.name)}
          checked={chosen}
          disabled={isUnderWay(line.state)}
          onChange={onChoose}
        />
        <button
          type="button"
          class="link"
          title={said.open(line.name)}
          disabled={isUnderWay(line.state)}
          onClick={onOpen}
        >
          {line.name}
        </button>{' '}
        <span class="quiet">{line.model}</span>
      </th>
      {line.problem === null ? (
        <td class="answer">{line.answer ?? <span class="quiet">{said.states[line.state]}</span>}</td>
      ) : (
        <td class="problem">{said.problem(said.states[line.state], line.problem)}</td>
      )}
      <td>{line.group ?? ''}</td>
      {more.correct && <td>{correctness(line)}</td>}
      <td class="number">{line.reward?.toFixed(2) ?? ''}</td>
      <td class="number">{line.advantage === null ? '' : signed(line.advantage)}</td>
      <td class="number">{line.tokens === 0 ? '' : line.tokens.toLocaleString()}</td>
      <td class="number">{line.seconds?.toFixed(1) ?? ''}</td>
      {more.cost && <td class="number">{line.cost ?? ''}</td>}
    </tr>
  )
}

function together({ groups, ended, correct, passAt }: SamplesView, running: boolean): string {
  const [most] = groups
  return [
    most ? said.most(most.answer, most.count, ended) : running ? said.noneYet : said.none,
    ...(correct === null || ended === 0 ? [] : [said.correctOf(correct, ended)]),
    ...passAt.map(({ k, chance }) => `pass@${k} ${chance.toFixed(2)}`),
  ].join(' · ')
}

function correctness({ correct }: SampleLine) {
  if (correct === null) return ''
  return (
    <span class={correct ? 'right' : 'wrong'}>
      <Icon name={correct ? 'check' : 'close'} /> {correct ? said.right : said.wrong}
    </span>
  )
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2)
  return value < 0 && Number(text) > 0 ? `−${text}` : value > 0 && Number(text) > 0 ? `+${text}` : text
}

function isUnderWay(state: SampleLine['state']): boolean {
  return state === 'queued' || state === 'waiting' || state === 'thinking' || state === 'answering'
}

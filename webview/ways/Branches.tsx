import { plainTitle } from '../../src/core/titles.ts'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { mainOf, type Way } from '../../src/protocol/ways.ts'
import { partedAt, wayName } from '../branches.ts'
import { share } from '../format.ts'
import { stateIcons } from '../icons.ts'
import { lanesOf } from './lanes.ts'
import type { TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { Icon, IconButton } from '../view/Icon.tsx'
import { LaneLine } from './LaneLine.tsx'
import { usePage } from '../view/page.ts'
import { Title } from '../view/Title.tsx'
import type { WaysState } from '../view/ways.tsx'

interface Props {
  readonly page: TurnPage
  /** Those of its question. */
  readonly ways: readonly Way<TurnPage>[]
  readonly turns: readonly TurnPage[]
  readonly beside: WaysState
}

/** The ways that a question's thought has gone, as one picture: where each parted from which, and any to go to. */
export function Branches({ page, ways, turns, beside }: Props) {
  const { send, gesture } = usePage()
  const picture = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const [room, way] = [picture.current, picture.current?.querySelector<HTMLElement>('[aria-current=true]')]
    if (room && way) room.scrollTop = way.offsetTop - (room.clientHeight - way.clientHeight) / 2
  }, [ways.length])
  const main = (mainOf(ways) ?? ways[0]?.turn)?.head.id
  const { branch } = page.head
  const title = partedAt(page, turns)
  const lanes = lanesOf(ways, page.head.id)
  return (
    <nav class="ways" aria-label={words.ways.label}>
      <div class="ways-picture" ref={picture}>
        {ways.map(({ turn: way, turn: { head, value } }, index) => {
          const lane = lanes[index]
          const place = placeOf(way, ways, turns)
          return (
            <button
              key={head.id}
              type="button"
              class="way"
              aria-current={head.id === page.head.id}
              title={wayHint(way, place)}
              onClick={() => {
                beside.set(false)
                gesture({ type: 'turnChosen', turn: head.id })
              }}
            >
              <span class="way-name">
                <Icon name={stateIcons[value.state.kind]} class={`state-${value.state.kind}`} />
                <span class="way-text">{wayName(head, index)}</span>
                {head.id === main && (
                  <>
                    <Icon name="star-full" />
                    <span class="unseen"> {words.ways.main}</span>
                  </>
                )}
                {place !== '' && <span class="unseen">, {place}</span>}
              </span>
              {lane && <LaneLine lane={lane} />}
            </button>
          )
        })}
      </div>
      <div class="ways-bar">
        {beside.answers.length > 1 && (
          <button
            type="button"
            class="button button-quiet"
            aria-expanded={beside.open}
            onClick={() => beside.set(!beside.open)}
          >
            <Icon name="split-horizontal" /> {words.ways.beside}
          </button>
        )}
        {branch?.step && title !== undefined && (
          <span class="way-place">
            <span class="quiet">{words.ways.partedAt}</span>
            <button
              type="button"
              class="link"
              title={plainTitle(title)}
              onClick={() => {
                gesture({ type: 'turnChosen', turn: branch.of })
                gesture({ type: 'stepChosen', step: branch.step ?? null })
              }}
            >
              <Title text={title} />
            </button>
          </span>
        )}
        {branch && turns.some(({ head }) => head.id === branch.of) && (
          <IconButton
            name="diff"
            label={words.ways.compare}
            onClick={() => send({ type: 'compareWays', turn: page.head.id })}
          />
        )}
        {page.head.id !== main && (
          <IconButton
            name="star-empty"
            label={words.ways.makeMain}
            onClick={() => send({ type: 'makeMain', turn: page.head.id })}
          />
        )}
        {branch?.carried && <span class="quiet">{words.ways.carried}</span>}
      </div>
    </nav>
  )
}

/** Where a way parted: at which step, or how far into the other's thought; empty for the original. */
function placeOf(page: TurnPage, ways: readonly Way<TurnPage>[], turns: readonly TurnPage[]): string {
  const { branch } = page.head
  const title = partedAt(page, turns)
  if (title !== undefined) return `${words.ways.partedAt} ${plainTitle(title)}`
  const parent = ways.find(({ turn }) => turn.head.id === branch?.of)
  const whole = parent?.turn.value.reasoning.length ?? 0
  if (!branch || whole === 0) return ''
  return branch.at < whole ? words.ways.partedAfter(share(branch.at / whole)) : words.ways.partedAtEnd
}

function wayHint({ head: { branch, model } }: TurnPage, place: string): string {
  return [
    branch ? words.ways.kinds[branch.kind] : words.ways.original,
    place,
    branch?.edit === undefined ? '' : `“${branch.edit.trim()}”`,
    branch?.carried ? words.ways.carried : '',
    model,
  ]
    .filter((part) => part !== '')
    .join('\n')
}

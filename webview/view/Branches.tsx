import { mainOf, type Way } from '../../src/protocol/ways.ts'
import { partedAt } from '../branches.ts'
import { stateIcons } from '../icons.ts'
import type { TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { Icon, IconButton } from './Icon.tsx'
import { usePage } from './page.ts'
import { plainTitle, Title } from './Title.tsx'

interface Props {
  readonly page: TurnPage
  /** Those of its question. */
  readonly ways: readonly Way<TurnPage>[]
  readonly turns: readonly TurnPage[]
}

/** The ways that a question's thought has gone: where the one in view parted, and the others to go to. */
export function Branches({ page, ways, turns }: Props) {
  const { send, gesture } = usePage()
  if (ways.length < 2) return null
  const main = (mainOf(ways) ?? ways[0]?.turn)?.head.id
  const { branch } = page.head
  const title = partedAt(page, turns)
  return (
    <nav class="ways" aria-label={words.ways.label}>
      <Icon name="git-branch" />
      {ways.map(({ turn: way, turn: { head, value }, depth }, index) => (
        <button
          key={head.id}
          type="button"
          class="way"
          aria-current={head.id === page.head.id}
          title={wayHint(way, turns)}
          onClick={() => gesture({ type: 'turnChosen', turn: head.id })}
        >
          {depth > 1 && <span aria-hidden="true">{'›'.repeat(depth - 1)}</span>}
          <Icon name={stateIcons[value.state.kind]} class={`state-${value.state.kind}`} />
          {head.branch ? `${index + 1} ${words.ways.kinds[head.branch.kind]}` : words.ways.original}
          {head.id === main && (
            <>
              <Icon name="star-full" />
              <span class="unseen">{words.ways.main}</span>
            </>
          )}
        </button>
      ))}
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
    </nav>
  )
}

function wayHint(page: TurnPage, turns: readonly TurnPage[]): string {
  const { branch, model } = page.head
  const title = partedAt(page, turns)
  return [
    branch ? words.ways.kinds[branch.kind] : words.ways.original,
    title === undefined ? '' : `${words.ways.partedAt} ${plainTitle(title)}`,
    branch?.edit === undefined ? '' : `“${branch.edit.trim()}”`,
    branch?.carried ? words.ways.carried : '',
    model,
  ]
    .filter((part) => part !== '')
    .join('\n')
}

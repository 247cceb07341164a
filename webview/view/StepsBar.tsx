import { kinds as allKinds, type Kind } from '../../src/core/step.ts'
import { kindIcons } from '../icons.ts'
import type { Folds, Outline } from '../outline.ts'
import { countKinds } from '../sieve.ts'
import { words } from '../words.ts'
import { IconButton } from './Icon.tsx'
import { memo } from './memo.ts'
import { MenuButton, type MenuItem } from './Menu.tsx'
import { usePage } from './page.ts'
import { Toolbar } from './Toolbar.tsx'

interface Props {
  /** `undefined` where there are no steps. */
  readonly count: number | undefined
  readonly open: Folds['open']
  readonly only: boolean
  readonly kinds: readonly Kind[]
  /** What there is to choose from, looked at when it is asked for: the bar is not drawn again while the tree grows. */
  readonly latestTree: { readonly current: Outline }
  readonly onCopy: () => void
}

/** The pane's title, what one can do with the tree, and what its columns mean. */
export const StepsBar = memo(function StepsBar({ count, open, only, kinds, latestTree, onCopy }: Props) {
  const { gesture } = usePage()
  if (count === undefined) {
    return (
      <div class="bar">
        <h2>{words.steps}</h2>
      </div>
    )
  }
  const folds = [
    { open: 'none', icon: 'collapse-all', label: words.closeAll },
    { open: 'steps', icon: 'list-tree', label: words.openSteps },
    { open: 'all', icon: 'expand-all', label: words.openAll },
  ] as const
  return (
    <div class="bar">
      <h2>{words.steps}</h2>
      <span class="quiet count" title={words.stepCount(count)}>
        {count}
      </span>
      <Toolbar label={words.stepsTools}>
        <IconButton
          name="search"
          label={words.search}
          onClick={() => gesture({ type: 'moved', move: 'search' })}
        />
        <MenuButton
          icon={kinds.length > 0 ? 'filter-filled' : 'filter'}
          label={words.filter}
          pressed={kinds.length > 0}
          items={kindItems}
        />
        <IconButton
          name="milestone"
          label={words.only}
          pressed={only}
          onClick={() => gesture({ type: 'onlySet', only: !only })}
        />
        <span class="bar-roomy">
          {folds.map((one) => (
            <IconButton
              key={one.open}
              name={one.icon}
              label={one.label}
              onClick={() => gesture({ type: 'foldsSet', open: one.open })}
            />
          ))}
          <IconButton name="copy" label={words.copyReasoning} onClick={onCopy} />
        </span>
        <span class="bar-tight">
          <MenuButton icon="ellipsis" label={words.more} items={moreItems} />
        </span>
      </Toolbar>
      <span class="gap" />
      <span class="columns" aria-hidden="true">
        <span class="row-kind">{words.columnKind}</span>
        <span class="row-share" title={words.columnShareHint} />
        <span class="row-tokens" title={words.columnTokensHint}>
          {words.columnTokens}
        </span>
        <span class="row-time" title={words.columnSecondsHint}>
          {words.columnSeconds}
        </span>
      </span>
    </div>
  )

  function kindItems(): readonly MenuItem[] {
    const counts = countKinds(latestTree.current, only)
    const all: MenuItem = {
      text: words.allKinds,
      checked: kinds.length === 0,
      onChoose: () => gesture({ type: 'kindsChosen', kinds: [] }),
    }
    const present = allKinds.filter((kind) => counts.has(kind) || kinds.includes(kind))
    return [
      all,
      ...present.map((kind) => ({
        icon: `${kindIcons[kind]} kind-${kind}`,
        text: words.kinds[kind],
        hint: words.kindMeanings[kind],
        note: String(counts.get(kind) ?? 0),
        checked: kinds.includes(kind),
        onChoose: () =>
          gesture({
            type: 'kindsChosen',
            kinds: kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind],
          }),
      })),
    ]
  }

  function moreItems(): readonly MenuItem[] {
    return [
      ...folds.map((one) => ({
        icon: one.icon,
        text: one.label,
        checked: one.open === open,
        onChoose: () => gesture({ type: 'foldsSet', open: one.open }),
      })),
      { icon: 'copy', text: words.copyReasoning, onChoose: onCopy },
    ]
  }
})

import type { Look } from '../look.ts'
import { countFound, countLeft } from '../sieve.ts'
import { words } from '../words.ts'
import { usePage } from './page.ts'
import type { ShownTree } from './shownTree.ts'

interface Props {
  readonly look: Look
  readonly shown: ShownTree
}

/** Says what of the tree is not shown, and brings it back. */
export function Sifting({ look: { only, kinds }, shown: { tree } }: Props) {
  const { gesture } = usePage()
  const left = only ? countLeft(tree) : 0
  return (
    <>
      {only && (
        <p class="pane-note">
          <span class="pane-note-text">{left === 0 ? words.nothingLeft : words.leftHidden(left)}</span>
          <button type="button" class="link" onClick={() => gesture({ type: 'onlySet', only: false })}>
            {words.showLeft}
          </button>
        </p>
      )}
      {kinds.length > 0 && (
        <p class="pane-note">
          <span class="pane-note-text">
            {words.filtered(
              kinds.map((kind) => words.kinds[kind]),
              countFound(tree, { only, kinds }),
            )}
          </span>
          <button
            type="button"
            class="link"
            title={words.clearFilterHint}
            onClick={() => gesture({ type: 'kindsChosen', kinds: [] })}
          >
            {words.clearFilter}
          </button>
        </p>
      )}
    </>
  )
}

import type { RefObject } from 'preact'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import type { Step, StepId } from '../../src/core/step.ts'
import { titleAt } from '../../src/core/titles.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import type { Parting } from '../branches.ts'
import type { Figures } from '../figures.ts'
import { fineShare, shortCount, shortTime } from '../format.ts'
import { treeMove, typeAhead, type TreeMove } from '../treeKeys.ts'
import { at, foldOf, hasChildren, indexOf, mark, rowOf, type Fold } from '../outline.ts'
import { labelOf } from '../places.ts'
import { phaseName, stepsIn } from '../phases.ts'
import { bottom, createSlots, drawnRows, rowHeight, seenRows, topToShow } from '../rows.ts'
import type { Look } from '../look.ts'
import { rowMarksOf } from '../judging.ts'
import { countIn, type Found } from '../search.ts'
import { words } from '../words.ts'
import { useCodePlaces } from './codePlaces.ts'
import { useFollow } from './follow.ts'
import { useHeight } from './height.ts'
import { Icon } from './Icon.tsx'
import type { Sure } from './inside.tsx'
import { useJudged } from './judged.ts'
import { memo } from './memo.ts'
import { useLeaping } from './leaping.ts'
import { useLater } from './later.ts'
import { usePage } from './page.ts'
import { Row } from './Row.tsx'
import { useRowFocus } from './rowFocus.ts'
import type { ShownTree } from './shownTree.ts'

interface Props {
  readonly turn: TurnId
  readonly known: Known
  readonly shown: ShownTree
  readonly reasoning: string
  readonly found: Found
  readonly figures: Figures
  /** How sure the model was of the steps, where that is to be seen. */
  readonly sure: Sure | undefined
  readonly partings: readonly Parting[]
  readonly look: Look
  /** Steps may still come. */
  readonly growing: boolean
  /** A new value asks for the keyboard. */
  readonly focus: object | null
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onHeight: (height: number) => void
}

/** The step tree: rows of one height, of which only those in sight are drawn. */
export const Tree = memo(function Tree(props: Props) {
  const { turn, known, shown, reasoning, found, figures, sure, partings } = props
  const { look, growing, focus, scroller, onHeight } = props
  const { gesture, toTop } = usePage()
  const judged = useJudged()
  // A row whose mark is the same object is not drawn again.
  const rowMarks = useMemo(() => rowMarksOf(judged), [judged])
  const keyboard = useRowFocus(scroller, focus)
  const typed = useRef({ text: '', at: 0 })
  const height = useHeight(scroller)
  useLayoutEffect(() => onHeight(height), [height, onHeight])

  const { tree, folds, indexes: rows, standings } = shown
  const { steps } = tree
  const following = growing && look.tree.following
  const top = following ? bottom(rows.length, height) : look.tree.top
  const activeRow = rowFor(look.active ?? look.selected, look.tree.following && growing)
  const { placeIn, onCode } = useCodePlaces(turn, known, shown, reasoning)
  const handlers = useFollow(scroller, look.tree, growing, (scroll) =>
    gesture({ type: 'scrolled', pane: 'tree', ...scroll }),
  )

  const onChoose = useCallback((step: StepId) => gesture({ type: 'stepChosen', step }), [gesture])
  const onParting = useCallback((to: TurnId) => gesture({ type: 'turnChosen', turn: to }), [gesture])
  const onTwistie = useCallback((step: StepId) => toggle(step), [shown])

  // As the text beside it is scrolled.
  useLayoutEffect(() =>
    toTop.hear((step) => {
      const element = scroller.current
      if (element) element.scrollTop = rowFor(step, false) * rowHeight
    }),
  )

  // The chosen row comes into sight when it changes, not when the tree grows under it. The keyboard comes along.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || look.active === null || following) return
    element.scrollTop = topToShow(activeRow, element.scrollTop, element.clientHeight)
    if (keyboard.isHere()) keyboard.take()
  }, [look.active])

  // It stays in sight where the pane becomes lower, unless the person has scrolled away from it.
  const heightBefore = useRef(height)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || height < rowHeight) return
    const top = element.scrollTop
    const wasInSight = topToShow(activeRow, top, heightBefore.current) === top
    heightBefore.current = height
    if (look.active !== null && !following && wasInSight)
      element.scrollTop = topToShow(activeRow, top, height)
  }, [height])

  // The row that had the keyboard may be gone from the document.
  useLayoutEffect(() => {
    if (keyboard.isHere() && document.activeElement === document.body) keyboard.take()
  })

  const partingAt = useMemo(() => partingRows(partings, steps, rows), [partings, steps, rows])
  const later = useLater(reasoning.length)
  const leaping = useLeaping(top, height)
  const seen = seenRows(rows.length, top, height, leaping || !later ? 0 : undefined)
  const drawn = drawnRows(seen, activeRow, rows.length)
  const [slots] = useState(createSlots<StepId>)
  const slotOf = slots(drawn.flatMap((row) => steps[rows[row] ?? -1]?.id ?? []))

  return (
    <div class="tree-frame">
      <div
        ref={scroller}
        class="tree"
        role="tree"
        aria-label={words.tree}
        aria-busy={growing}
        {...handlers}
        {...keyboard.handlers}
        onKeyDown={onKeyDown}
        onMouseOver={onMouseOver}
      >
        <div class="tree-room" role="none" style={{ height: `${rows.length * rowHeight}px` }}>
          {drawn.map(drawRow)}
        </div>
      </div>
      {growing && !look.tree.following && (
        <button type="button" class="follow" title={words.followHint} onClick={goToEnd}>
          <Icon name="arrow-down" /> {words.follow}
        </button>
      )}
    </div>
  )

  function drawRow(row: number) {
    const index = rows[row] ?? 0
    const step = steps[index]
    if (!step) return null
    const { tokens, seconds, share } = figures.of(step)
    // What code a step speaks of is looked for where one stops.
    const place = placeIn(row, leaping ? 'known' : 'find')
    const open = hasChildren(tree, index) ? foldOf(tree, folds, index) !== 'closed' : undefined
    return (
      <Row
        key={slotOf.get(step.id)}
        step={step}
        title={titleAt(steps, index, reasoning)}
        count={open && step.level === 'phase' ? stepsIn(tree, index) : undefined}
        row={row}
        depth={at(tree.depth, index)}
        place={standings.place[row] ?? 1}
        siblings={standings.siblings[row] ?? 1}
        open={open}
        holds={at(tree.depth, rows[row + 1] ?? index) > at(tree.depth, index)}
        selected={step.id === look.selected}
        active={row === activeRow}
        context={folds.marks?.[index] === mark.holds}
        live={growing && row === rows.length - 1}
        code={place ? `${place.short}${place.more > 0 ? ` +${place.more}` : ''}` : ''}
        codeHint={place ? words.openReference(labelOf(place.reference)) : ''}
        hits={open ? 0 : countIn(found, step.span.from, step.span.to)}
        revising={at(tree.revising, index) === 1}
        sure={sure?.[step.id]?.[0]}
        parting={partingAt.get(row)}
        judged={rowMarks.get(step.id)}
        tokens={shortCount(tokens)}
        time={seconds === undefined ? '' : shortTime(seconds)}
        share={Math.ceil(share * 50) * 2}
        onTwistie={onTwistie}
        onChoose={onChoose}
        onCode={onCode}
        onParting={onParting}
      />
    )
  }

  /** A bar says what part of the thinking it stands for. When it is asked: while steps come, all parts change. */
  function onMouseOver({ target }: MouseEvent) {
    if (!(target instanceof HTMLElement) || !target.classList.contains('row-share')) return
    const of = target.closest<HTMLElement>('.row')?.dataset['step']
    const step = steps.find(({ id }) => id === of)
    if (step) target.title = words.partOfThinking(fineShare(figures.of(step).part), undefined)
  }

  function rowFor(id: StepId | null, atEnd: boolean): number {
    const index = indexOf(steps, id)
    if (index < 0) return atEnd ? rows.length - 1 : 0
    return rowOf(rows, index)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key === ' ' && event.shiftKey)) return
    if (event.key === 'Escape' && (look.selected !== null || look.kinds.length > 0)) {
      event.preventDefault()
      if (look.selected !== null) gesture({ type: 'stepChosen', step: null })
      else gesture({ type: 'kindsChosen', kinds: [] })
      return
    }
    const rowsInSight = Math.max(1, Math.floor(height / rowHeight) - 1)
    const place = { tree, folds, rows, row: activeRow, page: rowsInSight }
    const move = treeMove(event.key, place) ?? letters(event, place)
    if (!move) return
    event.preventDefault()
    if (event.key === 'End' && growing) goToEnd()
    else act(move)
  }

  function letters(event: KeyboardEvent, place: Parameters<typeof typeAhead>[1]): TreeMove | undefined {
    // Digits judge.
    if (!/^\p{L}$/u.test(event.key)) return undefined
    const { text, at: before } = typed.current
    typed.current = {
      text: event.timeStamp - before < 700 ? text + event.key : event.key,
      at: event.timeStamp,
    }
    const index = typeAhead(typed.current.text, place, nameOf)
    return index === undefined ? undefined : { type: 'go', index }
  }

  /** As it is read in its row. */
  function nameOf(index: number): string {
    const step = steps[index]
    return step?.level === 'phase' ? phaseName(step.kind) : titleAt(steps, index, reasoning)
  }

  function act(move: TreeMove) {
    if (move.type === 'go') {
      const step = steps[move.index]
      if (step) gesture({ type: 'stepChosen', step: step.id })
    } else if (move.type === 'close') setFold([move.index], 'closed')
    else setFold(move.indexes, 'full')
  }

  function setFold(indexes: readonly number[], fold: Fold) {
    gesture({ type: 'folded', steps: indexes.flatMap((index) => steps[index]?.id ?? []), fold })
  }

  function toggle(id: StepId) {
    const index = indexOf(steps, id)
    if (index >= 0) setFold([index], foldOf(tree, folds, index) === 'closed' ? 'full' : 'closed')
  }

  function goToEnd() {
    gesture({ type: 'scrolled', pane: 'tree', top: bottom(rows.length, height), following: true })
    const step = steps[rows.at(-1) ?? -1]
    if (keyboard.isHere() && step) gesture({ type: 'stepChosen', step: step.id })
  }
})

/** The rows in which they are, by the innermost step that is shown. */
function partingRows(
  partings: readonly Parting[],
  steps: readonly Step[],
  rows: readonly number[],
): ReadonlyMap<number, Parting> {
  const found = new Map<number, Parting>()
  for (const parting of partings) {
    const index = steps.findLastIndex(({ span }) => span.from <= parting.at)
    const row = rowOf(rows, index)
    if (index >= 0 && !found.has(row)) found.set(row, parting)
  }
  return found
}

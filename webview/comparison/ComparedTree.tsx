import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ComparedRow, ComparedSide, Comparison } from '../../src/protocol/comparison.ts'
import { kindIcons } from '../icons.ts'
import { phaseName } from '../phases.ts'
import { drawnRows, indent, rowHeight, seenRows, topToShow } from '../rows.ts'
import { useHeight } from '../view/height.ts'
import { Icon } from '../view/Icon.tsx'
import { useRowFocus } from '../view/rowFocus.ts'
import { words } from '../words.ts'
import { holderOf, holds, holdsDifferences } from './comparedRows.ts'
import { said } from './words.ts'

interface Props {
  readonly rows: Comparison['rows']
  /** Those that are not in a closed row, nor left out. */
  readonly seen: readonly number[]
  readonly closed: ReadonlySet<number>
  readonly active: number
  /** A new value asks for the keyboard. */
  readonly focus: object | null
  readonly names: readonly [string, string]
  readonly onActive: (row: number) => void
  readonly onFold: (row: number, fold: 'open' | 'close') => void
}

/** Both trees in one table: a row has the step of the left, that of the right, or both. Only rows in sight are drawn. */
export function ComparedTree({ rows, seen, closed, active, focus, names, onActive, onFold }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const height = useHeight(scroller)
  const [top, setTop] = useState(0)
  const keyboard = useRowFocus(scroller, focus)
  // What is hidden by a fold is at the row that hides it.
  const place = Math.max(
    0,
    seen.findLastIndex((row) => row <= active),
  )
  const drawn = drawnRows(seenRows(seen.length, top, height), place, seen.length)

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    element.scrollTop = topToShow(place, element.scrollTop, element.clientHeight)
    if (keyboard.isHere()) keyboard.take()
  }, [place, seen])

  return (
    <div
      ref={scroller}
      class="compared"
      role="treegrid"
      aria-label={`${said.tree}: ${names.join(' ↔ ')}`}
      aria-rowcount={seen.length}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
      {...keyboard.handlers}
    >
      <div class="compared-room" role="none" style={{ height: `${seen.length * rowHeight}px` }}>
        {drawn.map(drawRow)}
      </div>
    </div>
  )

  function drawRow(at: number) {
    const row = seen[at] ?? 0
    const it = rows[row]
    if (!it) return null
    const open = holds(rows, row) ? !closed.has(row) : undefined
    return (
      <div
        key={row}
        role="row"
        class={`compared-row compared-${it.what} mark-${it.mark}${at === place ? ' active' : ''}${it.parts ? ' parts' : ''}`}
        style={{ top: `${at * rowHeight}px` }}
        aria-level={it.depth + 1}
        aria-rowindex={at + 1}
        aria-expanded={open}
        aria-selected={at === place}
        aria-label={labelOf(it)}
        tabIndex={at === place ? 0 : -1}
        onClick={() => onActive(row)}
        onDblClick={() => open !== undefined && onFold(row, open ? 'close' : 'open')}
      >
        {cell('left', it, it.left, open, row)}
        <span class="compared-mark" role="gridcell" title={markOf(it)}>
          {holdsDifferences(it) ? '•' : signs[it.mark]}
        </span>
        {cell('right', it, it.right, open, row)}
      </div>
    )
  }

  function cell(
    name: 'left' | 'right',
    it: ComparedRow,
    side: ComparedSide | null,
    open: boolean | undefined,
    row: number,
  ) {
    const other = name === 'left' ? it.right : it.left
    const anotherKind = side?.kind !== undefined && other?.kind !== undefined && side.kind !== other.kind
    return (
      <span class={`compared-cell compared-${name}${side ? '' : ' nothing'}`} role="gridcell">
        {side ? (
          <>
            <span class="compared-indent" style={{ width: `${it.depth * indent}px` }} />
            <span
              class="compared-twistie"
              onClick={(event) => {
                if (open === undefined) return
                event.stopPropagation()
                onFold(row, open ? 'close' : 'open')
              }}
            >
              {open !== undefined && <Icon name={open ? 'chevron-down' : 'chevron-right'} />}
            </span>
            <Icon
              name={side.kind ? kindIcons[side.kind] : it.what === 'turn' ? 'comment' : 'output'}
              class={`kind-icon${side.kind ? ` kind-${side.kind}` : ''}`}
            />
            <span class={`compared-title${side.abandoned ? ' abandoned' : ''}`}>{titleOf(it, side)}</span>
            {anotherKind && side.kind && <span class="compared-kind">{words.kinds[side.kind]}</span>}
          </>
        ) : (
          <span class="compared-note">
            {it.parts ? said.part : it.elsewhere === undefined ? '' : said.elsewhere}
          </span>
        )}
      </span>
    )
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = seen[place] ?? 0
    const page = Math.max(1, Math.floor(height / rowHeight) - 1)
    const open = holds(rows, row) && !closed.has(row)
    const shut = holds(rows, row) && closed.has(row)
    const to = (at: number) => onActive(seen[Math.min(seen.length - 1, Math.max(0, at))] ?? row)
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => to(place + 1),
      ArrowUp: () => to(place - 1),
      PageDown: () => to(place + page),
      PageUp: () => to(place - page),
      Home: () => to(0),
      End: () => to(seen.length - 1),
      ArrowRight: () => (shut ? onFold(row, 'open') : open && to(place + 1)),
      ArrowLeft: () => (open ? onFold(row, 'close') : onActive(Math.max(0, holderOf(rows, row)))),
      Enter: () => toggle(),
      ' ': () => toggle(),
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()

    function toggle() {
      if (open) onFold(row, 'close')
      else if (shut) onFold(row, 'open')
    }
  }
}

/** Colour alone tells nothing. */
const signs: Readonly<Record<ComparedRow['mark'], string>> = { same: '', changed: '≠', gone: '−', added: '+' }

export function titleOf({ what }: ComparedRow, { title, kind }: ComparedSide): string {
  if (what === 'turn') return title || said.noQuestion
  if (what === 'answer') return title === '' ? said.noAnswer : `${said.answer}: ${title}`
  return what === 'phase' && kind ? phaseName(kind) : title
}

/** What has become of a row, in words. */
export function markOf(row: ComparedRow): string {
  const { mark, left, right, elsewhere, parts } = row
  const kinds =
    left?.kind && right?.kind && left.kind !== right.kind
      ? [said.otherKind(words.kinds[left.kind], words.kinds[right.kind])]
      : []
  return [
    holdsDifferences(row) ? said.inside : said.marks[mark],
    ...kinds,
    ...(parts ? [said.part] : []),
    ...(elsewhere === undefined ? [] : [said.elsewhere]),
  ].join(', ')
}

function labelOf(row: ComparedRow): string {
  const titles = [row.left, row.right].flatMap((side) => (side ? [titleOf(row, side)] : []))
  return `${markOf(row)}: ${[...new Set(titles)].join(' → ')}`
}

import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { ComparedLines, Comparison, FromComparison } from '../../src/protocol/comparison.ts'
import { keyShown } from '../commandKeys.ts'
import { FindBar } from '../view/FindBar.tsx'
import { useFindKey } from '../view/findKey.ts'
import { Icon, IconButton } from '../view/Icon.tsx'
import { words } from '../words.ts'
import { ComparedTree } from './ComparedTree.tsx'
import { Details } from './Details.tsx'
import {
  closedAtFirst,
  countsOf,
  differencesOf,
  differs,
  openedTo,
  rowBeside,
  rowsWith,
  seenOf,
  turnOf,
} from './comparedRows.ts'
import { useLights } from './lights.ts'
import { said } from './words.ts'

interface Props {
  readonly comparison: Comparison
  readonly send: (message: FromComparison) => void
}

/** Two traces side by side: what differs in a line, their trees row by row, and the row one is at in full. */
export function ComparisonPage({ comparison, send }: Props) {
  const { left, right, rows, lines } = comparison
  const [closed, setClosed] = useState<ReadonlySet<number>>(() => closedAtFirst(rows))
  const [which, setWhich] = useState<'all' | 'differences'>('all')
  const [active, setActive] = useState(0)
  const [focus, setFocus] = useState<object | null>(null)
  const [find, setFind] = useState<{ readonly text: string; readonly focus: object } | null>(null)
  const [known, setKnown] = useState(rows)
  if (known !== rows) {
    setKnown(rows)
    setClosed(closedAtFirst(rows))
    setActive(Math.min(active, rows.length - 1))
  }
  const seen = useMemo(() => seenOf(rows, closed, which), [rows, closed, which])
  const differences = useMemo(() => differencesOf(rows), [rows])
  const counts = useMemo(() => countsOf(rows), [rows])
  const found = useMemo(() => rowsWith(rows, find?.text ?? ''), [rows, find?.text])
  const page = useRef<HTMLElement>(null)
  useLights(page, find?.text ?? '')
  const search = () => setFind({ text: find?.text ?? '', focus: {} })
  useFindKey(search)
  const parting = rows.findIndex(({ parts }) => parts)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F7' || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      step(event.shiftKey ? 'previous' : 'next')
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  const open = (side: 'left' | 'right') => send({ type: 'open', side, turn: turnOf(rows, active) })
  const none = !rows.some((row) => differs(row))
  return (
    <main ref={page} class="comparison">
      <h1 class="unseen">{`${left} ↔ ${right}`}</h1>
      <div class="comparison-bar" role="toolbar" aria-label={said.bar}>
        <p class="comparison-counts" role="status">
          {none ? said.same : said.counts(counts.gone, counts.added, counts.changed)}
          {!none && lines && (
            <span class="comparison-lines" title={said.keptHint}>
              {[said.kept(Math.round(lines.kept * 100)), answersOf(lines)].filter(Boolean).join(' · ')}
            </span>
          )}
        </p>
        <div class="comparison-tools">
          <IconButton
            name="arrow-up"
            label={`${said.previous} (${keyShown('Shift+F7')})`}
            onClick={() => step('previous')}
          />
          <IconButton name="arrow-down" label={`${said.next} (F7)`} onClick={() => step('next')} />
          <IconButton
            name="git-branch"
            label={said.parting}
            disabled={parting < 0}
            onClick={() => go(parting)}
          />
          <IconButton
            name="filter"
            label={said.onlyDifferences}
            pressed={which === 'differences'}
            onClick={() => setWhich(which === 'all' ? 'differences' : 'all')}
          />
          <IconButton name="search" label={words.search} onClick={search} />
          <IconButton name="diff" label={said.texts} onClick={() => send({ type: 'compareTexts' })} />
        </div>
      </div>
      {find && (
        <FindBar
          text={find.text}
          count={found.length}
          more={false}
          place={found.indexOf(active)}
          focus={find.focus}
          onType={(text) => setFind({ ...find, text })}
          onGo={(by) => {
            const to = rowBeside(found, active, by)
            if (to !== undefined) show(to)
          }}
          onClose={() => setFind(null)}
        />
      )}
      <div class="comparison-names">
        {(['left', 'right'] as const).map((side) => {
          const name = comparison[side]
          return (
            <button key={side} type="button" class="link" title={said.open(name)} onClick={() => open(side)}>
              <Icon name="list-tree" /> {name}
            </button>
          )
        })}
      </div>
      <ComparedTree
        rows={rows}
        seen={seen}
        closed={closed}
        active={active}
        focus={focus}
        names={[left, right]}
        onActive={setActive}
        onFold={(row, fold) => {
          const next = new Set(closed)
          if (fold === 'close') next.add(row)
          else next.delete(row)
          setClosed(next)
        }}
      />
      <Details row={rows[active]} onElsewhere={go} />
    </main>
  )

  function step(to: 'next' | 'previous') {
    const found =
      to === 'next' ? differences.find((row) => row > active) : differences.findLast((row) => row < active)
    if (found !== undefined) go(found)
  }

  function go(row: number) {
    show(row)
    setFocus({})
  }

  /** Brings a row into sight, whatever hides it. */
  function show(row: number) {
    setClosed(openedTo(rows, closed, row))
    if (rows[row]?.mark === 'same') setWhich('all')
    setActive(row)
  }
}

/** The same answer is by another way where much of the left line is not in the right one. */
function answersOf({ kept, sameAnswer }: ComparedLines): string {
  if (sameAnswer === undefined) return ''
  if (!sameAnswer) return said.otherAnswer
  return kept < 0.5 ? said.sameAnswerOtherWay : said.sameAnswer
}

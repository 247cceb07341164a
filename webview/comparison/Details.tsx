import { useMemo } from 'preact/hooks'
import type { ComparedRow } from '../../src/protocol/comparison.ts'
import { words } from '../words.ts'
import { markOf, titleOf } from './ComparedTree.tsx'
import { diffWords, type Stretch } from './wordDiff.ts'
import { said } from './words.ts'

interface Props {
  readonly row: ComparedRow | undefined
  readonly onElsewhere: (row: number) => void
}

/** Both sides of a row in full; where both have something, with the words that only one has marked. */
export function Details({ row, onElsewhere }: Props) {
  const [lefts, rights] = useMemo(
    () => diffWords(row?.left?.text ?? '', row?.right?.text ?? ''),
    [row?.left?.text, row?.right?.text],
  )
  if (!row) return null
  const { elsewhere } = row
  const both = row.left !== null && row.right !== null
  return (
    <section class="details" aria-label={said.details}>
      <p class="details-mark">
        {markOf(row)}
        {elsewhere !== undefined && (
          <button type="button" class="link" onClick={() => onElsewhere(elsewhere)}>
            {said.goElsewhere}
          </button>
        )}
      </p>
      <div class="details-sides">
        {side('left', row.left, lefts)}
        {side('right', row.right, rights)}
      </div>
    </section>
  )

  function side(name: 'left' | 'right', of: ComparedRow['left'], stretches: readonly Stretch[]) {
    const Mark = name === 'left' ? 'del' : 'ins'
    return (
      <div class={`details-side details-${name}`} tabIndex={0}>
        {of === null || !row ? (
          <span class="quiet">{said.nothing}</span>
        ) : (
          <>
            {of.kind && <span class="details-kind">{words.kinds[of.kind]}</span>}
            {of.text === '' ? (
              <span>{titleOf(row, of)}</span>
            ) : (
              <span class="details-text">
                {stretches.map(({ text, own }, index) =>
                  own && both ? <Mark key={index}>{text}</Mark> : <span key={index}>{text}</span>,
                )}
              </span>
            )}
          </>
        )}
      </div>
    )
  }
}

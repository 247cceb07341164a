import { useEffect, useRef, useState } from 'preact/hooks'
import type { Way } from '../../src/protocol/ways.ts'
import { createLazy } from '../lazy.ts'
import type { TurnPage } from '../state.ts'
import type { Answered } from '../ways/AnswersBeside.tsx'

/** Few questions have several ways. */
const views = createLazy(async () => {
  const [{ Branches }, { AnswersBeside }] = await Promise.all([
    import('../ways/Branches.tsx'),
    import('../ways/AnswersBeside.tsx'),
  ])
  return { Branches, AnswersBeside }
}, null)

/** Whether answers are looked at side by side; kept while one goes from way to way. */
export interface BesideSwitch {
  readonly open: boolean
  readonly set: (open: boolean) => void
}

export interface WaysState extends BesideSwitch {
  /** The answers to the thought of the turn in view, its own among them. */
  readonly answers: readonly Answered[]
  /** What draws them and the ways, where there are several and it is loaded. */
  readonly views: typeof views.value
}

/** What is shown of a question's ways; when something of `leaving` changes, one wants to see the tree again. */
export function useWays(
  { head, value: { reasoning } }: TurnPage,
  ways: readonly Way<TurnPage>[],
  { open, set }: BesideSwitch,
  leaving: readonly unknown[],
): WaysState {
  const several = ways.length > 1
  const [, setLoaded] = useState(views.value !== undefined)
  const before = useRef(leaving)
  const answers = ways.flatMap(({ turn: page }, index): readonly Answered[] =>
    page.head.id === head.id || (reasoning !== '' && page.value.reasoning.trimEnd() === reasoning.trimEnd())
      ? [{ page, index }]
      : [],
  )
  useEffect(() => {
    if (several) views.whenReady(() => setLoaded(true))
  }, [several])
  useEffect(() => {
    if (open && leaving.some((each, index) => each !== before.current[index])) set(false)
    before.current = leaving
  }, leaving)
  return { open: open && answers.length > 1, set, answers, views: several ? views.value : undefined }
}

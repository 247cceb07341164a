import type { Disposable } from '../../base/disposables.ts'
import { referencesOf, subtree } from '../../core/query.ts'
import { createReferenceFinder, type Reference } from '../../core/references.ts'
import type { StepId } from '../../core/step.ts'
import type { TurnValue } from '../../core/turn.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { Current, Selection } from '../current.ts'
import { kindWord } from '../steps/kinds.ts'
import { titleOfStep } from '../steps/title.ts'
import type { Turns } from '../turns.ts'
import type { Highlight } from './highlight.ts'
import { createFinder, reveal, type Mention, type Place } from './places.ts'

interface Needs {
  readonly current: Current
  readonly turns: Turns
  readonly highlight: Highlight
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly followsCode: () => boolean
  readonly unexpected: (error: unknown) => void
}

/** Of a long phase, this many places are lit up. */
const mostPlaces = 40

/** Lights up the code that the selected step speaks of, and shows it where a person has just selected the step. */
export function createSpotlight(needs: Needs): Disposable {
  const { current, turns, highlight, placeOf, followsCode, unexpected } = needs
  return current.onSelect((selection) => void follow(selection).catch(unexpected))

  async function follow({ selected, by }: Selection) {
    const place = selected && placeOf(selected.turn)
    const value = selected && turns.get(selected.turn)?.value
    const inside = value ? subtree(value.steps, selected.step) : []
    if (!value || inside.length === 0 || !place || !followsCode()) return highlight.clear()
    const find = createReferenceFinder(place.known)
    const mentions = referencesOf(inside, value.reasoning, find).slice(0, mostPlaces).map(mentionOf)
    const spoken = await Promise.all(mentions.map(createFinder(place)))
    if (current.selected !== selected) return undefined
    const lines = spoken.filter((found) => found !== undefined)
    highlight.show(lines, labelOf(value, selected.step))
    const [first] = lines
    if (first && (by === 'page' || by === 'steps')) await reveal(first, 'keepFocus')
  }
}

/** Such as `check · Twice the rate would be 14 %`. */
function labelOf(value: TurnValue, id: StepId): string {
  const index = value.steps.findIndex((step) => step.id === id)
  const step = value.steps[index]
  const title = titleOfStep(value, index)
  return !step || step.level === 'phase' ? title : `${kindWord(step.kind)} · ${title}`
}

export function mentionOf({ path, lines, name }: Reference): Mention {
  return { path, name, first: lines?.first, last: lines?.last }
}

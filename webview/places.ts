import { createReferenceFinder, type Known, type Reference } from '../src/core/references.ts'
import type { Step } from '../src/core/step.ts'
import { words } from './words.ts'

/** The code a step speaks of, for its row: one place, and how many more there are. */
export interface Place {
  readonly reference: Reference
  /** As short as can be: `:12` in the file that was asked about, `cart.ts:12` in another. */
  readonly short: string
  readonly more: number
}

/** More of a step is not read for its row. */
const longest = 2000

/** `known`: only where it has been found before. */
type FindPlace = (step: Step, to: number, reasoning: string, how: 'find' | 'known') => Place | undefined

/** Finds the place of each step; what was found for one stays as long as it is the same. */
export function createPlaces(known: Known): FindPlace {
  const find = createReferenceFinder(known)
  const found = new WeakMap<Step, { readonly to: number; readonly place: Place | undefined }>()
  return (step, to, reasoning, how) => {
    const before = found.get(step)
    if (before?.to === to) return before.place
    if (how === 'known') return undefined
    const { from } = step.span
    const place = placeIn(find(reasoning.slice(from, Math.min(to, from + longest)), from), known)
    found.set(step, { to, place })
    return place
  }
}

/** Names are left to the text: there is hardly a step without one. */
function placeIn(references: readonly Reference[], { paths: [asked] }: Known): Place | undefined {
  const places = new Map(
    references
      .filter(({ name }) => name === undefined)
      .map((reference) => [shortLabel(reference, asked), reference]),
  )
  places.delete('')
  const [first] = places
  return first && { short: first[0], reference: first[1], more: places.size - 1 }
}

function shortLabel({ path, lines }: Reference, asked: string | undefined): string {
  const isAsked = path === undefined || asked === path || asked?.endsWith(`/${path}`)
  const file = isAsked ? '' : path.slice(path.lastIndexOf('/') + 1)
  return lines ? `${file}:${rangeOf(lines)}` : file
}

export function labelOf({ path, lines, name }: Reference): string {
  const range = lines && rangeOf(lines)
  if (path !== undefined) return range ? `${path}:${range}` : path
  return range ? words.lines(range) : (name ?? '')
}

function rangeOf({ first, last }: NonNullable<Reference['lines']>): string {
  return first === last ? `${first}` : `${first}–${last}`
}

/** What the host needs to go there. */
export function targetOf({ path, lines, name }: Reference) {
  return {
    ...(path !== undefined && { path }),
    ...(lines && { first: lines.first, last: lines.last }),
    ...(name !== undefined && { name }),
  }
}

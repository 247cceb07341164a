import type { Kind } from '../src/core/step.ts'
import { at, type Outline } from './outline.ts'
import { levelCode } from './facts.ts'
import { words } from './words.ts'

/** What a phase is called: what goes on in it. Its own first words are those of its first step. */
export function phaseName(kind: Kind): string {
  const doing: string = words.doing[kind]
  return doing.charAt(0).toLocaleUpperCase() + doing.slice(1)
}

/** How many steps are in one, those in others too. */
export function stepsIn({ level, end }: Outline, index: number): number {
  let count = 0
  for (let one = index + 1; one < at(end, index); one++) if (level[one] === levelCode.step) count++
  return count
}

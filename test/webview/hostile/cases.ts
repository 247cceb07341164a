import { formulas } from './formulas.ts'
import { guises } from './guises.ts'
import { links } from './links.ts'
import { loads } from './loads.ts'
import { parser } from './parser.ts'
import { scripts } from './scripts.ts'

/** Model text that tries to run, load, lead away, or pass for the page's own. */
export interface Case {
  /** What it tries. */
  readonly name: string
  readonly text: string
}

/** Written for this page. Whoever finds another way in adds it here first. */
export const groups: Readonly<Record<string, readonly Case[]>> = {
  'HTML that runs': listOf(scripts),
  'Markdown and HTML that loads': listOf(loads),
  links: listOf(links),
  'HTML and Markdown read twice': listOf(parser),
  formulas: listOf(formulas),
  'what it is not': listOf(guises),
}

export const cases: readonly Case[] = Object.values(groups).flat()

function listOf(texts: Readonly<Record<string, string>>): readonly Case[] {
  return Object.entries(texts).map(([name, text]) => ({ name, text }))
}

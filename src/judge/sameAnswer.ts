import { tidy } from './latex.ts'
import { equal, quantityOf, scaled, type Quantity } from './number.ts'

/** What two answers were compared as. */
export type ComparedAs = 'number' | 'percentage' | 'choice' | 'interval' | 'list' | 'relation' | 'text'

export interface Comparison {
  readonly same: boolean
  readonly as: ComparedAs
}

/**
 * Whether a found answer is the expected one. Numbers by their worth, however they are written; sets and lists whatever
 * their order, tuples in theirs, intervals with their ends; a letter as a choice; else as text, without its markup,
 * case and white space. It stands in for math-verify, which needs Python: what it does not understand it compares as
 * text, so it errs by saying no.
 */
export function compareAnswers(found: string, expected: string): Comparison {
  return compare(tidy(found.slice(0, longest)), tidy(expected.slice(0, longest)), 0)
}

const longest = 4000

function compare(found: string, expected: string, depth: number): Comparison {
  if (depth > 4) return asText(found, expected)
  const compared = byKind(found, expected, depth)
  return found === expected && found !== '' ? { same: true, as: compared.as } : compared
}

function byKind(found: string, expected: string, depth: number): Comparison {
  return (
    asChoice(found, expected) ??
    asNumber(found, expected) ??
    asUnion(found, expected, depth) ??
    asBracketed(found, expected, depth) ??
    asRelation(found, expected, depth) ??
    asList(found, expected, depth) ??
    asText(found, expected)
  )
}

function asChoice(found: string, expected: string): Comparison | undefined {
  const letter = /^\(?([A-J])\)?$/.exec(expected)?.[1]
  if (letter === undefined) return undefined
  const chosen =
    /^(?:option|choice)?\s*\(([A-Ja-j])\)/i.exec(found)?.[1] ??
    /^(?:option|choice)?\s*([A-Ja-j])(?:$|[.):,](?:\s|$))/i.exec(found)?.[1]
  return chosen === undefined ? undefined : { same: chosen.toUpperCase() === letter, as: 'choice' }
}

function asNumber(found: string, expected: string): Comparison | undefined {
  const b = measured(expected)
  if (!b) return undefined
  const a = measured(found) ?? measured(withoutName(found, expected))
  if (!a) return undefined
  const as = a.percent || b.percent ? 'percentage' : 'number'
  if (a.unit !== '' && b.unit !== '' && a.unit !== b.unit) return { same: false, as }
  if (equal(a.quantity, b.quantity)) return { same: true, as }
  // Of what is asked for in per cent, people write 12 and 12 %.
  const bare = a.percent === b.percent ? undefined : a.percent ? a.quantity : b.quantity
  const other = a.percent ? b.quantity : a.quantity
  return { same: bare !== undefined && equal(scaled(bare, 100n), other), as }
}

interface Measured {
  readonly quantity: Quantity
  readonly percent: boolean
  readonly unit: string
}

/** A number, with the unit that may follow it. */
function measured(text: string): Measured | undefined {
  const bare = text.replace(/^[€£¥]\s*/, '')
  const quantity = quantityOf(bare)
  if (quantity) return { quantity, percent: bare.includes('%'), unit: '' }
  const [, number = '', unit = ''] =
    /^(.*[\d)}π])\s*([\p{L}€£¥][\p{L} /]{0,30}(?:\^?\{?[23]\}?)?)$/u.exec(bare) ?? []
  const rest = number === '' ? undefined : quantityOf(number)
  const said = unit.trim().toLowerCase()
  const percent = /^(?:percent|per cent)$/.test(said)
  if (!rest) return undefined
  return percent
    ? { quantity: quantityOf(`(${number})/100`) ?? rest, percent, unit: '' }
    : { quantity: rest, percent: false, unit: said.replace(/s$/, '') }
}

/** Whether an answer is a number, so that it can be told from the words around it. */
export function isNumber(answer: string): boolean {
  return measured(tidy(answer)) !== undefined
}

/** `x = 5` where 5 is expected. */
function withoutName(found: string, expected: string): string {
  if (/[=≈∈]/.test(expected)) return found
  const sides = found.split(/[=≈∈]/)
  const last = sides.at(-1)?.trim() ?? ''
  return sides.length > 1 && last !== '' ? last : found
}

function asUnion(found: string, expected: string, depth: number): Comparison | undefined {
  if (!expected.includes('∪')) return undefined
  const same = sameParts(withoutName(found, expected).split('∪'), expected.split('∪'), depth)
  return { same, as: 'interval' }
}

interface Bracketed {
  readonly open: string
  readonly close: string
  readonly parts: readonly string[]
}

function bracketed(text: string): Bracketed | undefined {
  const [, open, inner, close] = /^([([⦃{])(.*)([)\]⦄}])$/.exec(text) ?? []
  if (open === undefined || close === undefined || inner === undefined) return undefined
  const parts = partsOf(inner)
  const set = (bracket: string) => bracket.replace('{', '⦃').replace('}', '⦄')
  return parts && { open: set(open), close: set(close), parts }
}

function asBracketed(found: string, expected: string, depth: number): Comparison | undefined {
  const b = bracketed(expected)
  if (!b) return undefined
  const value = withoutName(found, expected)
  const a = bracketed(value)
  const isSet = b.open === '⦃'
  if (!a)
    return isSet && partsOf(value)
      ? { same: sameParts(partsOf(value) ?? [], b.parts, depth), as: 'list' }
      : undefined
  const as = isSet ? 'list' : b.parts.length === 2 ? 'interval' : 'list'
  if (a.open !== b.open || a.close !== b.close) return { same: false, as }
  if (isSet) return { same: sameParts(a.parts, b.parts, depth), as }
  const same =
    a.parts.length === b.parts.length &&
    b.parts.every((part, index) => compare((a.parts[index] ?? '').trim(), part.trim(), depth + 1).same)
  return { same, as }
}

/** `y = 2x + 1`, `x ≤ 3`: both sides the same, or the other way round. */
function asRelation(found: string, expected: string, depth: number): Comparison | undefined {
  const b = /^([^=≤≥<>≠]+)([=≤≥<>≠])([^=≤≥<>≠]+)$/.exec(expected)
  const a = /^([^=≤≥<>≠]+)([=≤≥<>≠])([^=≤≥<>≠]+)$/.exec(found)
  if (!b) return undefined
  const [, left = '', sign = '', right = ''] = b
  if (!a) {
    if (sign !== '=' || !/^\p{L}(?:_?\w)?$/u.test(left.trim())) return undefined
    return compare(found, right.trim(), depth + 1)
  }
  const same = (one: string, other: string) => compare(one.trim(), other.trim(), depth + 1).same
  const [, first = '', mark = '', second = ''] = a
  const straight = sign === mark && same(first, left) && same(second, right)
  const turned = (flipped[sign] ?? sign) === mark && same(first, right) && same(second, left)
  return { same: straight || turned, as: 'relation' }
}

const flipped: Readonly<Record<string, string>> = { '<': '>', '>': '<', '≤': '≥', '≥': '≤' }

function asList(found: string, expected: string, depth: number): Comparison | undefined {
  const b = partsOf(expected)
  if (!b || b.length < 2 || !b.every((part) => /^[^\p{L}]*$|^\S{1,20}$|=/u.test(part.trim())))
    return undefined
  const set = bracketed(found)
  const a = set?.open === '⦃' ? set.parts : partsOf(found)
  return {
    same:
      a !== undefined &&
      sameParts(
        a.map((part) => withoutName(part, expected)),
        b,
        depth,
      ),
    as: 'list',
  }
}

/** Each of these is one of those, whatever the order. */
function sameParts(found: readonly string[], expected: readonly string[], depth: number): boolean {
  if (found.length !== expected.length || found.length > 200) return false
  const left = found.map((part) => part.trim())
  return expected.every((part) => {
    const at = left.findIndex((each) => compare(each, part.trim(), depth + 1).same)
    if (at < 0) return false
    left.splice(at, 1)
    return true
  })
}

/** What commas, semicolons, "and" and "or" part, outside of brackets. `±2` is two. */
function partsOf(text: string): readonly string[] | undefined {
  if (text.trim() === '') return []
  const parts: string[] = []
  let depth = 0
  let from = 0
  const thousands = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)
  for (let at = 0; at < text.length && !thousands; at++) {
    const character = text.charAt(at)
    if ('([{⦃'.includes(character)) depth++
    else if (')]}⦄'.includes(character)) depth--
    else if (depth === 0) {
      const mark = /^(?:[,;、，]\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+|\s*[和或]\s*)/.exec(
        text.slice(at, at + 12),
      )?.[0]
      if (mark === undefined) continue
      parts.push(text.slice(from, at))
      at += mark.length - 1
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts.flatMap((part) => {
    const [, before = '', after = ''] = /^([^±]*)±([^±]+)$/.exec(part) ?? []
    return after === '' ? [part] : [`${before}+${after}`, `${before}-${after}`]
  })
}

function asText(found: string, expected: string): Comparison {
  const a = plainText(found)
  const b = plainText(expected)
  return { same: b !== '' && (a === b || plainText(withoutName(found, expected)) === b), as: 'text' }
}

function plainText(text: string): string {
  const bare = text
    .toLowerCase()
    .replace(/[`*]+(?=\S)|(?<=\S)[`*]+(?=\s|$)/g, '')
    .replace(/\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '($1)/($2)')
    .replace(/[{}]/g, '')
    .replace(/⦃/g, '{')
    .replace(/⦄/g, '}')
    .replace(/\s+/g, ' ')
    .trim()
  // In a formula spaces mean nothing; between words they do.
  return bare.replace(/(?<![\p{L}\p{N}]) | (?![\p{L}\p{N}])/gu, '').replace(/\/\((\w+)\)/g, '/$1')
}

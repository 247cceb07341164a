import { isWide } from '../src/core/characters.ts'
import { createReferenceFinder, type Known } from '../src/core/references.ts'
import type { StepId } from '../src/core/step.ts'
import { words } from './words.ts'

/** A step that bears on a paragraph, and what speaks for it. */
export interface Link {
  readonly step: StepId
  readonly weight: number
  /** What both speak of, the most telling first. */
  readonly shared: readonly string[]
}

/** Knows what steps speak of, and finds those that bear on a paragraph. */
export interface Linker {
  /** Takes in a step's own text; each step once. */
  add(step: StepId, text: string): void
  /** Only steps for which there is evidence, the best first. Costs what the paragraph and its rare words do. */
  link(paragraph: string): readonly Link[]
}

/** Links of one paragraph. */
const most = 5
/** Evidence below this is chance, and so is what is far below the best. */
const least = 3.6
const leastOfBest = 0.45
/** Shared things that speak for a step: this many words, or half of them and a place in the code. */
const leastShared = 4

/** Of what is told apart: how much it says, beside how rare it is. */
const weights = { line: 2.2, name: 1.2, path: 0.5, code: 1.3, word: 1 } as const

export function createLinker(known: Known): Linker {
  const featuresOf = createReader(known)
  const steps: { readonly id: StepId; readonly size: number }[] = []
  const places = new Map<string, number[]>() // of each feature, the steps that have it
  return { add, link }

  function add(id: StepId, text: string) {
    const features = featuresOf(text)
    for (const key of features.keys()) {
      const before = places.get(key)
      if (before) before.push(steps.length)
      else places.set(key, [steps.length])
    }
    steps.push({ id, size: features.size })
  }

  function link(paragraph: string): readonly Link[] {
    // What many steps speak of tells none of them from the others.
    const common = Math.max(3, steps.length * 0.12)
    const found = new Map<number, { weight: number; places: number; shared: [number, string][] }>()
    for (const [key, { kind, label }] of featuresOf(paragraph)) {
      const where = places.get(key) ?? []
      if (where.length > common && kind !== 'line') continue
      const weight = weights[kind] * Math.log(1 + steps.length / where.length)
      for (const step of where) {
        const entry = found.get(step) ?? { weight: 0, places: 0, shared: [] }
        entry.weight += weight
        entry.places += kind === 'line' || kind === 'name' ? 1 : 0
        entry.shared.push([weight, label])
        found.set(step, entry)
      }
    }
    const links: Link[] = []
    for (const [index, { weight, places, shared }] of found) {
      const step = steps[index]
      const enough = shared.length >= (places > 0 ? leastShared / 2 : leastShared)
      // A long step shares words with anything.
      const fair = step ? weight / Math.log2(4 + step.size / 12) : 0
      if (!step || !enough || fair < least) continue
      const labels = shared.toSorted(([one], [other]) => other - one).map(([, label]) => label)
      links.push({ step: step.id, weight: fair, shared: [...new Set(labels)] })
    }
    links.sort((one, other) => other.weight - one.weight)
    const best = links[0]?.weight ?? 0
    return links.filter(({ weight }) => weight >= best * leastOfBest).slice(0, most)
  }
}

interface Feature {
  readonly kind: keyof typeof weights
  /** As it is written. */
  readonly label: string
}

/** Tells what a text speaks of: lines, names and paths of the code, and words. */
function createReader(known: Known): (text: string) => ReadonlyMap<string, Feature> {
  const find = createReferenceFinder(known)
  const [asked] = known.paths
  const roots = new Map<string, string>() // of words seen before; empty for those that say nothing
  return (text) => {
    const features = new Map<string, Feature>()
    let prose = ''
    let from = 0
    for (const { path, lines, name, span } of find(text)) {
      if (name !== undefined) features.set(`n:${name}`, { kind: 'name', label: name })
      if (path !== undefined && !lines) features.set(`p:${path}`, { kind: 'path', label: path })
      if (!lines) continue
      prose += `${text.slice(from, span.from)} `
      from = span.to
      // "line 3" means the file that was asked about.
      const other = path !== undefined && asked?.endsWith(path) !== true ? path : ''
      for (let line = lines.first; line <= Math.min(lines.last, lines.first + mostLines); line++) {
        const label = other ? `${other}:${line}` : words.lines(`${line}`)
        features.set(`l:${other}:${line}`, { kind: 'line', label })
      }
    }
    for (const [word] of (prose + text.slice(from)).matchAll(/\d+(?:[.,]\d+)+|[\p{L}\p{N}_$]+/gu)) {
      if (isWide(word.charCodeAt(0))) {
        for (let at = 0; at + 1 < word.length; at++) addWord(features, word.slice(at, at + 2))
      } else addWord(features, word)
    }
    return features
  }

  function addWord(features: Map<string, Feature>, word: string) {
    let root = roots.get(word)
    if (root === undefined) roots.set(word, (root = rootOf(word)))
    if (root === '' || features.has(root)) return
    features.set(root, { kind: /[\d_$]|\p{Ll}\p{Lu}/u.test(word) ? 'code' : 'word', label: word })
  }
}

/** Of a long range of lines, so many count. */
const mostLines = 30

/** Puts `rounds`, `rounded` and `rounding` together; crude, but the same for both sides. Empty where it says nothing. */
function rootOf(word: string): string {
  const small = word.toLowerCase()
  const short = word.length < 3 && !/^(?:\d\d|\p{Script=Han}{2})$/u.test(word)
  if (short || tooCommon.has(small)) return ''
  const root = small.replace(/(?:ies|y)$/, 'i').replace(/(?:ing|ed|es|s|e)$/, '')
  return `w:${small.length < 5 || root.length < 3 ? small : root}`
}

const tooCommon: ReadonlySet<string> = new Set(
  (
    'the and for that this with from are was were not but have has had will would should could can may might must ' +
    'then than there their they them when what which while who whom whose why how all any both each few more most ' +
    'other some such only own same very just also into over under again further once here out off about against ' +
    'between through during before after above below does did doing done its itself you your our let say says said ' +
    'maybe perhaps wait okay hmm yes now one two three first second third next last step steps line lines code ' +
    'file see look check because since until still even already get gets got make makes made need needs want use ' +
    'used uses using way ways thing things case another instead like well sure right actually really however so if ' +
    'it is be as at by on in of to or an no we do my me up'
  ).split(' '),
)

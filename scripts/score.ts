// npm run score: runs the core on the annotated traces that lie beside some checkouts, scores it with their own
// score.py, prints the table and writes docs/quality.md. The traces are others' work: only figures leave them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Kind, Step } from '../src/core/step.ts'
import { treeOf } from '../src/core/tree.ts'

interface Row {
  readonly title: string
  readonly set: string
  readonly options: readonly string[]
  readonly figures: readonly string[]
  /** Of the best of thirteen simple cutters with a list of keywords, on this half and on the half kept aside. */
  readonly simple: string
  readonly goal: readonly number[]
}

const rows: readonly Row[] = [
  row(
    'ReasoningFlow, human; statements',
    'reasoningflow',
    ['--where', 'human=true', '--level', 'statement'],
    'F1',
    '0.951 / 0.954',
    0.968,
  ),
  row(
    'ReasoningFlow, model; statements',
    'reasoningflow',
    ['--where', 'human=false', '--level', 'statement'],
    'F1',
    '0.940 / 0.933',
    0.955,
  ),
  row(
    'ReasoningFlow, human; steps',
    'reasoningflow',
    ['--where', 'human=true', '--gold', 'runs', '--level', 'step'],
    'F1',
    '0.696 / 0.672',
    0.76,
  ),
  row(
    'ReasoningFlow, model; steps',
    'reasoningflow',
    ['--where', 'human=false', '--gold', 'runs', '--level', 'step'],
    'F1',
    '0.618 / 0.609',
    0.7,
  ),
  row(
    'Schoenfeld, human; steps',
    'schoenfeld',
    ['--gold', 'runs', '--level', 'step'],
    'F1',
    '0.603 / 0.623',
    0.7,
  ),
  row(
    'Schoenfeld, human; phases',
    'schoenfeld',
    ['--gold', 'section', '--level', 'phase'],
    'F1',
    '0.392 / 0.483',
    0.62,
  ),
  row(
    'Steering, model; steps',
    'steering_thinking',
    ['--gold', 'runs', '--level', 'step'],
    'F1',
    '0.541 / 0.549',
    0.66,
  ),
  row(
    'Thought anchors, model; steps',
    'thought_anchors',
    ['--gold', 'runs', '--level', 'step'],
    'F1',
    '0.586 / 0.678',
    0.72,
  ),
  row(
    'ReasoningFlow, human; kinds',
    'reasoningflow',
    ['--where', 'human=true'],
    'acc macroF1',
    '0.562, 0.399 / 0.570, 0.307',
    0.74,
    0.58,
  ),
  row(
    'ReasoningFlow, model; kinds',
    'reasoningflow',
    ['--where', 'human=false'],
    'acc macroF1',
    '0.591, 0.370 / 0.607, 0.382',
    0.74,
    0.55,
  ),
  row('Schoenfeld, human; kinds', 'schoenfeld', [], 'acc macroF1', '0.549, 0.373 / 0.488, 0.374', 0.68, 0.55),
  row(
    'Steering, model; kinds',
    'steering_thinking',
    [],
    'acc macroF1',
    '0.558, 0.401 / 0.557, 0.381',
    0.72,
    0.55,
  ),
  row(
    'ReasoningFlow, human; builds on',
    'reasoningflow',
    ['--where', 'human=true'],
    'attach_strict attach_far',
    '0.721, 0 (a chain); 0.273, 0.206 (best far)',
    0.76,
    0.3,
  ),
]

const gold: Readonly<Record<Kind, string>> = {
  frame: 'framing',
  plan: 'planning',
  read: 'fact',
  recall: 'fact',
  derive: 'derivation',
  check: 'verification',
  revise: 'backtrack',
  branch: 'alternative',
  doubt: 'uncertainty',
  conclude: 'summary',
}

const traces = fileURLToPath(new URL('../../shared/traces/', import.meta.url))
if (existsSync(join(traces, 'score.py'))) main()
else console.log('Not there, so not scored: ../shared/traces')

function main(): void {
  const work = mkdtempSync(join(tmpdir(), 'thinktree-score-'))
  const written = new Map<string, string>()
  const scores = new Map<string, ReadonlyMap<string, number>>()
  const table = rows.map((each) => {
    const { set, options, figures } = each
    const key = [set, ...options].join(' ')
    if (!written.has(set)) written.set(set, predict(set, work))
    const found = scores.get(key) ?? score(set, written.get(set) ?? '', options)
    scores.set(key, found)
    return { ...each, ours: figures.map((figure) => found.get(figure) ?? Number.NaN) }
  })
  rmSync(work, { recursive: true })

  const cells = table.map(({ title, figures, simple, goal, ours }) => {
    const kept = ours.every((figure, index) => figure >= (goal[index] ?? 0))
    const shown = ours.map((figure) => figure.toFixed(3)).join(', ')
    return [title, figures.map(named).join(', '), simple, shown, goal.join(', '), kept ? 'yes' : 'no']
  })
  const text = tableOf([
    ['set, level', 'measure', 'best simple baseline', 'ThinkTree', 'goal', 'reached'],
    ...cells,
  ])
  console.log(text)
  writeTable(text)
}

function row(
  title: string,
  set: string,
  options: readonly string[],
  figures: string,
  simple: string,
  ...goal: number[]
): Row {
  return { title, set, options, figures: figures.split(' '), simple, goal }
}

/** A Markdown table, set as oxfmt sets it. */
function tableOf(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((cells) => (cells[column] ?? '').length)),
  )
  const set = lines.map((cells) =>
    widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | '),
  )
  const rule = widths.map((width) => '-'.repeat(width)).join(' | ')
  return [set[0], rule, ...set.slice(1)].map((line) => `| ${line} |`).join('\n')
}

function named(figure: string): string {
  const names: Readonly<Record<string, string>> = { F1: 'boundary F1', acc: 'accuracy', macroF1: 'macro-F1' }
  return names[figure] ?? figure.replace('_', ' ')
}

/** Writes what the core makes of a set, as score.py wants it, and returns the file. */
function predict(set: string, work: string): string {
  const lines = readFileSync(join(traces, `${set}.jsonl`), 'utf8').split('\n')
  const predictions = lines.filter(Boolean).map((text) => {
    const { id, reasoning } = JSON.parse(text) as { id: string; reasoning: string }
    return JSON.stringify({ id, ...judged(treeOf(reasoning)) })
  })
  const file = join(work, `${set}.jsonl`)
  writeFileSync(file, predictions.join('\n'))
  return file
}

/** The last conclusion is the answer; a statement builds on what it says, else on the one before. */
function judged(steps: readonly Step[]) {
  const places = new Map(steps.map(({ id }, index) => [id, index]))
  const last = steps.findLastIndex(({ level, kind }) => level === 'statement' && kind === 'conclude')
  let before = -1
  const parents = steps.map(({ level, on }, index) => {
    if (level !== 'statement') return -1
    const parent = on === undefined ? before : (places.get(on) ?? -1)
    before = index
    return parent
  })
  const segments = steps.map(({ level, kind, span }, index) => {
    return { start: span.from, end: span.to, level, kind: index === last ? 'answer' : gold[kind] }
  })
  return { segments, parents }
}

function score(set: string, predictions: string, options: readonly string[]): ReadonlyMap<string, number> {
  const told = spawnSync('python3', ['score.py', `${set}.jsonl`, predictions, ...options], {
    cwd: traces,
    encoding: 'utf8',
  })
  if (told.status !== 0) throw new Error(told.stderr)
  const found = (told.stdout.split('\n')[0] ?? '').matchAll(/(\w+)=([\d.]+)/g)
  return new Map(Array.from(found, ([, name, value]) => [name ?? '', Number(value)]))
}

/** Between the two marks of docs/quality.md; what is said around them is written by hand. */
function writeTable(table: string): void {
  const file = fileURLToPath(new URL('../docs/quality.md', import.meta.url))
  const marks = /(<!-- table -->\n)[^]*?(<!-- end of table -->)/
  const old = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    old.replace(marks, (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`),
  )
}

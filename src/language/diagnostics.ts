import type { Say } from '../base/say.ts'
import { isAllBlank } from '../core/blank.ts'
import { loopsIn } from '../core/loops.ts'
import { rangeOf } from '../traces/place.ts'
import { sentenceOf } from '../traces/problem.ts'
import { changedCode, citationFindings } from './citationFindings.ts'
import type { FileLookup } from './code.ts'
import { contradictionIn } from './contradiction.ts'
import type { Finding } from './finding.ts'
import { nestedThoughts } from './nestedThoughts.ts'
import type { Parsed, ParsedTurn } from './parsed.ts'

/** All that a reader should know of a document, and what can be done about it. */
export function findingsIn(parsed: Parsed, files: FileLookup, say: Say): readonly Finding[] {
  const { document, turns } = parsed
  const found = [
    ...document.problems.map((problem): Finding => ({
      code: 'head',
      range: problem.range,
      severity: problem.severity,
      message: sentenceOf(problem, say),
    })),
    ...turns.flatMap((turn) => [
      ...headFindings(turn, document.eol, say),
      ...boundaryFindings(turn, document.text, say),
      ...endFindings(turn, say),
      ...changedCode(turn, document, files, say),
      ...citationFindings(turn, files, say),
      ...loopFindings(turn, say),
      ...contradictionFindings(turn, say),
    ]),
  ]
  // What a newer version has written is not changed.
  return document.newer === undefined ? found : found.map((finding) => ({ ...finding, fixes: [] }))
}

function headFindings({ turn }: ParsedTurn, eol: string, say: Say): readonly Finding[] {
  const { head, closed } = turn.layout
  if (!head || closed) return []
  return [
    {
      code: 'unclosedHead',
      range: rangeOf(head.from, Math.max(head.from, head.to)),
      severity: 'hint',
      message: say('The head ends here, as far as one can tell.'),
      fixes: [
        { title: say('Close the Head'), edits: [{ range: rangeOf(head.to, head.to), text: `---${eol}` }] },
      ],
    },
  ]
}

/** A thought that is never closed, or begun or closed more than once. */
function boundaryFindings(parsed: ParsedTurn, text: string, say: Say): readonly Finding[] {
  const { turn, split, pieces, reasoning } = parsed
  const { to } = turn.layout.body
  const [first] = pieces
  const found: Finding[] = []
  if (split.open && reasoning !== '' && turn.fields['state'] !== 'running') {
    const end = rangeOf(to, to)
    const close = (turn.head.tags?.[1] ?? '</think>').trim()
    const line = text.slice(0, to).endsWith('\n') ? '' : '\n'
    found.push({
      code: 'unclosedThought',
      range: first?.kind === 'tag' ? first.range : end,
      severity: 'warning',
      message: say('The thought is never closed: all of it counts as reasoning.'),
      fixes: [
        { title: say('Close the Thought at Its End'), edits: [{ range: end, text: `${line}${close}\n` }] },
      ],
    })
  }
  const tags = pieces.filter(({ kind, length }) => kind === 'tag' && length > 0)
  const opening = tags.filter(({ range }) => !text.slice(range.from, range.to).includes('/'))
  for (const { range } of opening.slice(1))
    found.push({
      code: 'secondThought',
      range,
      severity: 'warning',
      message: say('A second think block begins here; both count as one thought.'),
      fixes: [{ title: say('Remove the Tag'), edits: [{ range, text: '' }] }],
    })
  for (const range of nestedThoughts(parsed))
    found.push({
      code: 'nestedThought',
      range,
      severity: 'warning',
      message: say('A think block begins here within another; the tag counts as text of the thought.'),
      fixes: [{ title: say('Remove the Tag'), edits: [{ range, text: '' }] }],
    })
  if (split.late) {
    const at = text.slice(0, to).lastIndexOf('</think>')
    const range = at >= turn.layout.body.from ? rangeOf(at, at + '</think>'.length) : rangeOf(to, to)
    const ends = tags.filter(
      (tag) => tag.range.from < range.from && text.slice(tag.range.from, tag.range.to).includes('/'),
    )
    found.push({
      code: 'lateClose',
      range,
      severity: 'warning',
      message: say('The thought is closed more than once: it may have ended here.'),
      fixes: [
        {
          title: say('Let the Thought End Here'),
          edits: ends.map((tag) => ({ range: tag.range, text: '' })),
        },
        { title: say('Remove the Tag'), edits: [{ range, text: '' }] },
      ].filter(({ edits }) => edits.length > 0),
    })
  }
  return found
}

/** What came is not all. */
function endFindings({ turn, answer }: ParsedTurn, say: Say): readonly Finding[] {
  const { state } = turn.head
  const { to } = turn.layout.body
  const at = rangeOf(Math.max(turn.layout.body.from, to - 1), to)
  const finding = (message: string): readonly Finding[] => [
    { code: 'cutOff', range: at, severity: 'information', message },
  ]
  if (state?.kind === 'stopped') return finding(say('It was stopped here.'))
  if (state?.kind === 'failed') return finding(say('It failed here: {0}', state.failure.message))
  if (turn.fields['state'] === 'running') return finding(say('It is still running, or was interrupted here.'))
  if (state?.kind !== 'incomplete') return []
  switch (state.why) {
    case 'length':
      return finding(say('It was cut off here: the model reached its limit of tokens.'))
    case 'cut':
      return finding(say('It was cut off here: the connection ended before the model did.'))
    case 'interrupted':
      return finding(say('It was cut off here: the run was interrupted.'))
    case 'refused':
      return finding(say('It was cut off here: the endpoint held the rest back.'))
    case 'noAnswer':
      return isAllBlank(answer) ? finding(say('The model gave no answer.')) : []
  }
}

function loopFindings(turn: ParsedTurn, say: Say): readonly Finding[] {
  const { steps, reasoning } = turn
  return loopsIn(steps, reasoning).map(({ span: { from, to }, times }) => {
    const range = turn.range('reasoning', from, from + reasoning.slice(from, to).trimEnd().length)
    return {
      code: 'loop',
      range,
      severity: 'warning',
      message: say('The model repeats itself here: the same comes {0} times.', times),
      fixes: [{ title: say('Remove the Repetitions'), edits: [{ range, text: '' }] }],
    }
  })
}

function contradictionFindings(turn: ParsedTurn, say: Say): readonly Finding[] {
  const found = contradictionIn(turn)
  if (!found) return []
  const { answered, concluded } = found
  return [
    {
      code: 'contradiction',
      range: answered.range,
      severity: 'warning',
      message: say('The answer says {0}, but the thought concluded {1}.', answered.value, concluded.value),
      related: [{ range: concluded.range, message: say('The last conclusion.') }],
    },
  ]
}

import type { FailureAction } from '../../src/base/failure.ts'
import type { Kind } from '../../src/core/step.ts'
import type { RunState } from '../../src/core/turn.ts'

const plural = new Intl.PluralRules('en')
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

function counted(count: number, one: string, other: string): string {
  return `${whole.format(count)} ${plural.select(count) === 'one' ? one : other}`
}

/** What the page says, in the language that the others follow. */
export type Words = typeof english

export const english = {
  kinds: {
    frame: 'frame',
    plan: 'plan',
    read: 'read',
    recall: 'recall',
    derive: 'derive',
    check: 'check',
    revise: 'revise',
    branch: 'branch',
    doubt: 'doubt',
    conclude: 'conclude',
  } satisfies Record<Kind, string>,

  /** What the kinds mean, for tooltips. */
  kindMeanings: {
    frame: 'Restates or scopes the problem',
    plan: 'Says what to do',
    read: 'Looks at given code or facts',
    recall: 'Brings known facts',
    derive: 'Computes, deduces or writes code',
    check: 'Verifies or tests an example',
    revise: 'Finds a mistake, goes back',
    branch: 'Tries another way',
    doubt: 'Is unsure, asks itself',
    conclude: 'States a result',
  } satisfies Record<Kind, string>,

  /** What is going on while a step of this kind grows. */
  doing: {
    frame: 'framing the question',
    plan: 'planning',
    read: 'reading',
    recall: 'recalling',
    derive: 'deriving',
    check: 'verifying',
    revise: 'revising',
    branch: 'trying another way',
    doubt: 'doubting',
    conclude: 'concluding',
  } satisfies Record<Kind, string>,

  states: {
    connecting: 'Connecting',
    thinking: 'Thinking',
    answering: 'Answering',
    done: 'Done',
    stopped: 'Stopped',
    incomplete: 'Incomplete',
    failed: 'Failed',
  } satisfies Record<RunState['kind'], string>,

  incomplete: {
    length: 'The answer was cut off at the token limit.',
    cut: 'The connection ended before the answer was whole.',
    noAnswer: 'The model stopped after its reasoning and gave no answer.',
    refused: 'The model or its server refused to answer.',
  },

  actions: {
    askAgain: 'Ask Again',
    setKey: 'Set API Key',
    openSettings: 'Open Settings',
    chooseModel: 'Choose Model',
    chooseContext: 'Send Less Context',
    showLog: 'Show Log',
  } satisfies Record<FailureAction, string>,

  panel: 'Reasoning and explanation',
  conversation: 'Questions of this window',
  question: 'Question',
  wholeQuestion: 'Show the whole question',
  lessQuestion: 'Show less of the question',
  stop: 'Stop',
  stopHint: 'Stop the model; what came stays',
  about: 'Asked about',
  goToSubject: 'Go to the code asked about',
  model: (model: string, endpoint: string) => (endpoint ? `${model} @ ${endpoint}` : model),
  sample: 'sample',
  sampleHint: 'A sample that we wrote, played back; no model was asked',
  elapsed: 'Time since the question was sent',
  tokensUnit: 'tokens',
  tokens: (count: string) => `${count} tokens`,
  tokensHint: (reasoning: string, answer: string) => `Reasoning ${reasoning}, answer ${answer}`,
  estimateHint: 'Estimated from the length of the text until the server counts',
  rate: (rate: string) => `${rate} tokens/s`,
  sent: (tokens: string, budget: string) => `${tokens} of ${budget} tokens sent`,
  notSent: (tokens: string, budget: string) => `${tokens} of ${budget} tokens`,
  nothingSent: 'nothing was sent',
  showSent: 'Show what was sent',
  leftOut: (part: string) => `${part} left out`,
  partsLeftOut: (count: number) => counted(count, 'part left out', 'parts left out'),
  leftOutHint: (parts: readonly string[]) => `Did not fit in the budget:\n${parts.join('\n')}`,

  steps: 'Steps',
  stepCount: (count: number) => counted(count, 'step', 'steps'),
  revisions: (count: number) => counted(count, 'revision', 'revisions'),
  tree: 'Reasoning steps',
  columnKind: 'kind',
  columnTokens: 'tokens',
  columnSeconds: 'time',
  columnTokensHint: 'Tokens of the step, estimated from its share of the text',
  columnSecondsHint: 'Time it took to write the step',
  columnShareHint: 'Length beside the longest of its level',
  openAll: 'Show Statements Too',
  openSteps: 'Show All Steps',
  closeAll: 'Show Phases Only',
  stepsTools: 'Steps tools',
  more: 'More…',
  inUse: (label: string) => `${label} (on)`,
  filter: 'Filter by Kind',
  allKinds: 'All kinds',
  filtered: (kinds: readonly string[], count: number) => `Only ${kinds.join(', ')}: ${whole.format(count)}`,
  clearFilter: 'All kinds',
  clearFilterHint: 'Clear the filter (Esc in the tree)',
  only: 'Show Only What Led to the Answer',
  leftHidden: (count: number) => `${counted(count, 'abandoned step', 'abandoned steps')} hidden`,
  nothingLeft: 'No step was abandoned',
  showLeft: 'Show all',
  follow: 'Follow',
  followHint: 'Back to where the model is (End)',
  followAnswer: 'Follow',
  followAnswerHint: 'Back to where the model writes',
  abandoned: 'abandoned',
  abandonedHint: 'A later step went another way',
  goesBack: 'goes back on an earlier step',
  live: 'being written',

  detail: 'Selected step',
  liveDetail: 'Live reasoning',
  liveLabel: 'Live',
  goesBackOn: 'Goes back on',
  buildsOn: 'Builds on',
  lines: (range: string) => (range.includes('–') ? `lines ${range}` : `line ${range}`),
  why: (kind: string, why: string) => `Marked “${kind}”: ${why}`,
  moreReferences: (count: number) => `${whole.format(count)} more`,
  copyStep: 'Copy the text of this step',
  closeStep: 'Close (Esc)',

  explanation: 'Explanation',
  copyReasoning: 'Copy the reasoning as it came',
  copyAnswer: 'Copy the explanation as Markdown',
  copyCode: 'Copy code',
  copied: 'Copied',
  openReference: (reference: string) => `Open ${reference}`,
  goToLink: (href: string) => `Open link: ${href}`,
  image: 'image',

  splitPanes: 'Resize steps and explanation',
  splitDetail: 'Resize steps and step text',

  followUp: 'Follow-up question',
  followUpPlaceholder: 'Ask a follow-up question',
  followUpWaits: 'Waits for this answer to end; you can write already',
  followUpHint: 'Enter sends, Shift+Enter starts a new line',
  send: 'Send',
  preview: 'Show what would be sent',

  empty: {
    title: 'Ask about your code',
    lines: [
      'Select code in an editor, then run “ThinkTree: Explain Selection” or “Ask About Selection…” from the context menu or the Command Palette.',
      'The reasoning grows into a tree of steps here, beside the explanation.',
      'No endpoint yet? Try a sample: it needs no model and no network.',
    ],
    sample: 'Try a Sample',
    endpoint: 'Set an Endpoint',
  },
  connecting: 'Waiting for the first words…',
  connectingHint: 'A large model may first have to load.',
  accepted: 'The server has taken the question; the model is reading it.',
  thinkingNoAnswer: 'The explanation starts when the thinking is done.',
  hidden: 'The server withheld the reasoning, or parts of it; only its length may be known.',
  noReasoning: 'The model answered without showing any reasoning.',
  noReasoningYet: 'No reasoning came.',
  noAnswer: 'No explanation came.',

  announce: {
    steps: (count: number, doing: string) => `${counted(count, 'step', 'steps')}, ${doing}`,
    answering: 'The explanation has begun',
    ended: (state: string, count: number) => `${state}, ${counted(count, 'step', 'steps')}`,
  },
}

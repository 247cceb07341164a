import type { Kind } from '../src/core/step.ts'
import type { RunState } from '../src/core/turn.ts'

/** Codicons. The colours of kinds are in style/kinds.css; the word always stands beside them or in the label. */
export const kindIcons: Readonly<Record<Kind, string>> = {
  frame: 'target',
  plan: 'checklist',
  read: 'eye',
  recall: 'book',
  derive: 'symbol-operator',
  check: 'beaker',
  revise: 'discard',
  branch: 'git-branch',
  doubt: 'question',
  conclude: 'flag',
}

export const stateIcons: Readonly<Record<RunState['kind'], string>> = {
  connecting: 'loading',
  waiting: 'watch',
  thinking: 'thinking',
  answering: 'edit',
  done: 'pass',
  stopped: 'stop-circle',
  incomplete: 'warning',
  failed: 'error',
}

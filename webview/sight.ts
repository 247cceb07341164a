import type { StepId } from '../src/core/step.ts'
import type { Send } from './host.ts'
import type { State } from './state.ts'

/** Scrolling that comes so soon after a hand was at the page is the hand's (milliseconds). */
const byHand = 700
/** The host is told this often. */
const tellEvery = 80

export interface Sight {
  /** Brings a step to the top of the tree, as the text has it at its top. */
  readonly show: (step: StepId) => void
}

/**
 * Tree and text scroll together. The side that a person scrolls leads: what the tree scrolls by itself, or since the
 * text did, is told to nobody.
 */
export function createSight(
  root: HTMLElement,
  send: Send,
  state: () => State,
  toTop: (step: StepId) => void,
): Sight {
  let handAt = -Infinity
  let told: StepId | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  for (const hand of ['wheel', 'touchmove', 'pointerdown', 'pointermove', 'keydown'] as const)
    root.addEventListener(
      hand,
      (event) => {
        if (event.type === 'pointermove' && event instanceof PointerEvent && event.buttons === 0) return
        if (event.target instanceof Element && event.target.closest('.tree, .overview'))
          handAt = performance.now()
      },
      { capture: true, passive: true },
    )
  root.addEventListener(
    'scroll',
    ({ target }) => {
      if (!(target instanceof HTMLElement) || !target.classList.contains('tree')) return
      if (performance.now() - handAt > byHand) return
      handAt = performance.now() // a wheel's scrolling goes on after it
      timer ??= setTimeout(() => {
        timer = undefined
        tell(target)
      }, tellEvery)
    },
    { capture: true, passive: true },
  )
  return {
    show(step) {
      if (!root.querySelector('.tree') || timer !== undefined || performance.now() - handAt < byHand) return
      told = step
      toTop(step)
    },
  }

  function tell(tree: HTMLElement) {
    const step = topOf(tree)
    const { current } = state()
    if (step === undefined || step === told || current === null) return
    told = step
    send({ type: 'stepInSight', turn: current, step })
  }
}

/** The first row that is seen wholly. */
function topOf(tree: HTMLElement): StepId | undefined {
  const rows = [...tree.querySelectorAll<HTMLElement>('.row')].map((row) => ({
    top: row.offsetTop,
    step: row.dataset['step'],
  }))
  const seen = rows.filter(({ top }) => top >= tree.scrollTop - 2)
  return seen.reduce<(typeof rows)[number] | undefined>(
    (first, row) => (first && first.top <= row.top ? first : row),
    undefined,
  )?.step as StepId | undefined
}

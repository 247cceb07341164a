/** Work that can wait for a later frame, done as far as each frame has time for it. */
export interface Pace {
  /** Done in a later frame, where nobody calls `go` before. Returns how to leave it. */
  add(work: () => void): () => void
  /** Does now what this frame has time for. `last`: what was added last comes first. */
  go(order: 'first' | 'last'): void
  /** Does all that waits. */
  finish(): void
}

/** Milliseconds of a frame. */
const share = 10

export function createPace(): Pace {
  const waiting = new Set<() => void>()
  let spent = 0
  let asked = false
  return {
    add(work) {
      waiting.add(work)
      ask()
      return () => waiting.delete(work)
    },
    go,
    finish() {
      for (const work of waiting) act(work)
    },
  }

  function go(order: 'first' | 'last') {
    const works = order === 'first' ? [...waiting] : [...waiting].reverse()
    for (const work of works) {
      if (spent >= share) return
      act(work)
    }
  }

  function act(work: () => void) {
    const began = performance.now()
    waiting.delete(work)
    work()
    spent += performance.now() - began
  }

  function ask() {
    if (asked) return
    asked = true
    requestAnimationFrame(() => {
      asked = false
      spent = 0
      go('first')
      // What is done later in this frame counts for it too.
      if (waiting.size > 0 || spent > 0) ask()
    })
  }
}

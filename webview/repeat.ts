/** Milliseconds in which the same question again is one key pressed twice. */
const pause = 1000

/** Tells whether a question is another than the one just sent; `now` is in milliseconds. */
export function createRepeatGuard(): (question: string, now: number) => boolean {
  let last: { readonly question: string; readonly at: number } | undefined
  return (question, now) => {
    if (last?.question === question && now - last.at < pause) return false
    last = { question, at: now }
    return true
  }
}

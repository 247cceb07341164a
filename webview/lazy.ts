/** Something large that few pages need, loaded when first asked for. */
export interface Lazy<T> {
  /** `undefined` until it has been loaded. */
  readonly value: T | undefined
  /** Loads it, and calls back when it is there; never, if it cannot be loaded. */
  readonly whenReady: (then: () => void) => void
}

export function createLazy<T>(load: () => Promise<T>): Lazy<T> {
  let value: T | undefined
  let loading: Promise<void> | undefined
  return {
    get value() {
      return value
    },
    whenReady(then) {
      loading ??= load().then((loaded) => {
        value = loaded
      })
      loading.then(then, () => undefined)
    },
  }
}

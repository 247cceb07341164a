/** Something large that few pages need, loaded when first asked for. */
export interface Lazy<T> {
  /** `undefined` until it has been loaded. */
  readonly value: T | undefined
  /** Loads it, and calls back when it is there. */
  readonly whenReady: (then: () => void) => void
}

/** The event of the window that tells that something could not be loaded. */
export const notLoaded = 'notloaded'

/** `otherwise` stands in for what cannot be loaded, as after an update of the extension that took its files away. */
export function createLazy<T>(load: () => Promise<T>, otherwise: T): Lazy<T> {
  let value: T | undefined
  let loading: Promise<void> | undefined
  return {
    get value() {
      return value
    },
    whenReady(then) {
      loading ??= load().then(
        (loaded) => {
          value = loaded
        },
        () => {
          value = otherwise
          dispatchEvent(new Event(notLoaded))
        },
      )
      void loading.then(then)
    },
  }
}

import type { ComponentChild } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { createLazy } from '../lazy.ts'

/** A component whose code is loaded when it is first drawn; nothing until then, or where it cannot be. */
export function lazily<P extends object>(load: () => Promise<(props: P) => ComponentChild>) {
  const lazy = createLazy(load, null)
  return function Lazily(props: P) {
    const [, setLoaded] = useState(lazy.value !== undefined)
    useEffect(() => lazy.whenReady(() => setLoaded(true)), [])
    const View = lazy.value
    return View ? <View {...props} /> : null
  }
}

import { useEffect, useRef } from 'preact/hooks'

/** The key for finding is ours wherever the keyboard is: VS Code cannot find what is not drawn. */
export function useFindKey(find: () => void): void {
  const latest = useRef(find)
  latest.current = find
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== 'f') return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

import { useEffect, useState } from 'preact/hooks'

/** The page's clock in milliseconds, moving on by itself while `running`: only who uses it is drawn again. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(performance.now()), 250)
    return () => clearInterval(timer)
  }, [running])
  return now
}

import type { CDPSession } from 'playwright-core'

/** Where the time goes while something runs: the hottest functions by their own time, in milliseconds. */
export async function profiled(session: CDPSession, run: () => Promise<unknown>): Promise<readonly string[]> {
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: 200 })
  await session.send('Profiler.start')
  await run()
  const { profile } = await session.send('Profiler.stop')
  const places = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]))
  const own = new Map<string, number>()
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const { functionName = '', lineNumber = 0 } = places.get(id) ?? {}
    const name = `${functionName}:${lineNumber + 1}`
    own.set(name, (own.get(name) ?? 0) + (profile.timeDeltas?.[index] ?? 0) / 1000)
  }
  return [...own]
    .filter(([name]) => !name.startsWith('(idle)') && !name.startsWith('(program)'))
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 25)
    .map(([name, time]) => `${time.toFixed(1).padStart(8)} ${name}`)
}

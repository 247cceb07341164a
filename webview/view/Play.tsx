import { useEffect, useRef } from 'preact/hooks'
import { secondsOf } from '../../src/core/figures.ts'
import { advance as along, start } from '../../src/core/text.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import { duration } from '../format.ts'
import { keysOf } from '../moveKeys.ts'
import { beatOf, hasPace, longestShown, shownFor, speeds, untilNext } from '../play.ts'
import type { State } from '../state.ts'
import { words } from '../words.ts'
import { ToolButton } from './Icon.tsx'
import { usePage } from './page.ts'

type PlayState = Pick<State, 'play' | 'speed'>

/** Lets time go by while a turn is played. */
export function usePlay({ play, speed }: PlayState, value: TurnValue | undefined): void {
  const { gesture } = usePage()
  const latest = useRef(value)
  latest.current = value
  useEffect(() => {
    if (!play) return
    let timer = 0
    const wait = () => {
      if (latest.current) timer = setTimeout(tick, untilNext(latest.current, play, speed, performance.now()))
    }
    const tick = () => {
      gesture({ type: 'ticked' })
      wait() // a timer may be early; what is drawn anew stops this one
    }
    wait()
    return () => clearTimeout(timer)
  }, [play, speed])
}

interface Props {
  readonly value: TurnValue
  readonly playing: PlayState
}

/** Plays and pauses, and says how fast. */
export function PlayTools({ value, playing: { play, speed } }: Props) {
  const { gesture } = usePage()
  const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1
  const pace = hasPace(value) ? words.playHint(duration(longestShown)) : words.noPaceHint
  return (
    <>
      <ToolButton
        name={play ? 'debug-pause' : 'debug-start'}
        label={play ? words.pause : words.play}
        keys={keysOf.play}
        hint={play ? undefined : pace}
        possible={true}
        onClick={() => gesture({ type: 'moved', move: 'play' })}
      />
      <button
        type="button"
        class="icon-button speed figures"
        title={`${words.speedHint} (${keysOf.slower} ${keysOf.faster})`}
        aria-label={words.speedLabel(speed)}
        onClick={() => gesture({ type: 'speedSet', speed: next })}
      >
        {words.speed(speed)}
      </button>
    </>
  )
}

/** While it plays: how far the reasoning has come with the step at `index`, and where a long step is cut short. */
export function PlayLine({ value, playing: { play, speed }, index }: Props & { readonly index: number }) {
  const step = value.steps[index]
  const end = value.steps.at(-1)?.span.to
  if (!play || !step || end === undefined) return null
  const beat = beatOf(value, index)
  const shown = shownFor(beat, speed)
  const share = (to: number) => {
    const whole = secondsOf({ from: start, to: end }, value).seconds ?? 0
    if (!hasPace(value) || whole === 0) return to / Math.max(1, end)
    return (secondsOf({ from: start, to: along(start, to) }, value).seconds ?? 0) / whole
  }
  const next = value.steps[beat.next]?.span.from ?? end
  return (
    <>
      <span class="play-line" aria-hidden="true">
        <span
          key={play.step}
          class="play-done"
          style={{
            '--from': share(step.span.from),
            '--to': share(next),
            'animation-duration': `${shown}ms`,
          }}
        />
      </span>
      {beat.took / speed > longestShown && (
        <span class="play-cut">{words.shownFor(duration(shown), duration(beat.took))}</span>
      )}
    </>
  )
}

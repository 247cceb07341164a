import type { InsideTold } from '../../src/core/insideTold.ts'
import type { Step } from '../../src/core/step.ts'
import { share } from '../format.ts'
import { said } from './words.ts'

interface Props {
  readonly steps: readonly Step[]
  readonly sure: NonNullable<InsideTold['sure']>
  readonly selected: Step | undefined
  readonly length: number
}

const [width, height] = [1000, 100]

/** How unsure the model was, statement by statement, from the first to the last: a column each, as wide as it is long. */
export function CourseChart({ steps, sure, selected, length }: Props) {
  const known = steps.flatMap((step) => {
    const certainty = sure.steps[step.id]
    return step.level === 'statement' && certainty ? [{ ...step.span, unsure: 1 - certainty[0] }] : []
  })
  const [least, most] = known.reduce(
    ([low, high], { unsure }) => [Math.min(low, unsure), Math.max(high, unsure)],
    [1, 0],
  )
  if (most === 0) return null
  const x = (at: number) => Math.round((at / Math.max(1, length)) * width)
  const columns = known.map(
    ({ from, to, unsure }) =>
      `M${x(from)} ${height}V${Math.round((1 - unsure / most) * height)}H${x(to)}V${height}`,
  )
  return (
    <figure class="course">
      <figcaption>{said.course(share(most))}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={said.courseHint(known.length, share(least), share(most))}
      >
        <path d={columns.join('')} />
        {selected && (
          <rect
            class="course-chosen"
            x={x(selected.span.from)}
            y={0}
            width={Math.max(3, x(selected.span.to) - x(selected.span.from))}
            height={height}
          />
        )}
      </svg>
    </figure>
  )
}

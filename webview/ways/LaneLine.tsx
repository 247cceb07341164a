import type { Lane } from './lanes.ts'

/** One lane of the picture of ways, with what leads through it. */
export function LaneLine({ lane }: { readonly lane: Lane }) {
  const { from, thought, answer, lit, open, links } = lane
  return (
    <svg class="lane" aria-hidden="true">
      {links.map(({ at, part, lit: bright }, index) => (
        <line
          key={index}
          class={bright ? 'lit' : ''}
          x1={percent(at)}
          x2={percent(at)}
          y1={part === 'below' ? '50%' : '0'}
          y2={part === 'above' ? '50%' : '100%'}
        />
      ))}
      <Across from={from} to={thought} />
      <Across from={thought} to={answer} more="lane-answer" />
      <Across from={from} to={Math.min(lit, thought)} more="lit" />
      <Across from={thought} to={lit} more="lane-answer lit" />
      <circle
        class={`${lit >= answer ? 'lit' : ''}${open ? ' open' : ''}`}
        cx={percent(answer)}
        cy="50%"
        r="3.5"
      />
    </svg>
  )
}

function Across({
  from,
  to,
  more = '',
}: {
  readonly from: number
  readonly to: number
  readonly more?: string
}) {
  return to > from ? <line class={more} x1={percent(from)} x2={percent(to)} y1="50%" y2="50%" /> : null
}

function percent(part: number): string {
  return `${Math.round(part * 10_000) / 100}%`
}

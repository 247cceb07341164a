import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import type { Block } from '../blocks.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import { mend } from '../mend.ts'
import { memo } from './memo.ts'
import { createWatch, watchNear, WatchContext } from './near.ts'
import { usePage } from './page.ts'
import { PassageFrame } from './PassageFrame.tsx'
import type { Passage } from './passages.ts'
import { ProseBlock } from './ProseBlock.tsx'
import { doOf, doOfKey } from './proseActions.ts'

interface Props {
  readonly turn: TurnId
  readonly text: string
  readonly known: Known
  /** More text may come. */
  readonly growing: boolean
  /** It is read from its end. */
  readonly endFirst?: boolean
}

/** Of a text whose blocks are not known yet. */
export const noBlocks: readonly Block[] = []

/** Model text as Markdown. */
export const Prose = memo(function Prose({ text, ...props }: Props) {
  const { markdown } = usePage()
  const blocks = useMemo(() => markdown?.blocks(), [markdown])
  return <Blocks {...props} blocks={blocks?.update(text) ?? noBlocks} />
})

export interface PassageLinks {
  readonly passages: readonly Passage[]
  /** Those that the chosen step ends in. */
  readonly lit: readonly Passage[]
  /** As it is when one asks. */
  readonly value: RefObject<TurnValue>
}

interface BlocksProps extends Omit<Props, 'text'> {
  readonly blocks: readonly Block[]
  /** What is known of the blocks of an explanation. */
  readonly links?: PassageLinks
  /** The index of one that is to be drawn, however far from sight. */
  readonly held?: number | undefined
}

/** What is drawn at once, in characters and in blocks. The next portion follows as its place comes near to sight. */
const portion = { length: 6000, blocks: 60 }

/** The blocks of a text, drawn one by one: while it grows, only its end is drawn again. */
export const Blocks = memo(function Blocks(props: BlocksProps) {
  const { turn, blocks, known, growing, endFirst, links, held } = props
  const { send, pace } = usePage()
  const [portions, more] = useReducer((count: number) => count + 1, 1)
  const first = within(blocks, 1)
  const near = within(blocks, portions)
  // What lies further on, or on the way to what is held, is only as high as it would be until it comes near.
  const limit = held === undefined ? near : Math.max(near, Math.min(blocks.length, held + 1))
  const [watch] = useState(createWatch)
  useEffect(() => () => watch.dispose(), [watch])
  useLayoutEffect(() => pace.go(endFirst ? 'last' : 'first'))
  return (
    <WatchContext.Provider value={first < blocks.length ? watch : undefined}>
      <div
        class="prose"
        onClick={(event) => doOf(event, turn, send)}
        onKeyDown={(event) => doOfKey(event, turn, send)}
      >
        {blocks.slice(0, limit).map((block, index) => {
          const last = growing && index === blocks.length - 1
          const text = last ? mend(block.text) : block.text
          const from = index === held ? 'held' : index < first || growing ? 'near' : 'far'
          if (!links) return <ProseBlock key={index} text={text} known={known} from={from} />
          const passage = links.passages[index]
          return (
            <PassageFrame
              key={index}
              text={text}
              known={known}
              from={from}
              passage={passage}
              lit={passage !== undefined && links.lit.includes(passage)}
              value={links.value}
            />
          )
        })}
        {limit < blocks.length && <Sentinel key={limit} onNear={() => more(undefined)} />}
      </div>
    </WatchContext.Provider>
  )
})

/** How many blocks begin in so many portions; never less when the text has grown. */
function within(blocks: readonly Block[], portions: number): number {
  let length = 0
  for (const [index, { text }] of blocks.entries()) {
    if (length >= portions * portion.length || index >= portions * portion.blocks) return index
    length += text.length
  }
  return blocks.length
}

/** Stands where text is missing, and says when a person comes near. */
function Sentinel({ onNear }: { readonly onNear: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    return place.current ? watchNear(place.current, (near) => near && onNear()) : undefined
  }, [])
  return <div class="prose-more" ref={place} />
}

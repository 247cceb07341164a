import type { RefObject } from 'preact'
import { useEffect, useReducer, useRef, useState } from 'preact/hooks'
import type { Known } from '../../src/core/references.ts'
import type { TurnId } from '../../src/protocol/webview.ts'
import type { Block } from '../blocks.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import { mend } from '../mend.ts'
import { memo } from './memo.ts'
import { createWatch, WatchContext } from './near.ts'
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
}

/** Model text as Markdown. */
export const Prose = memo(function Prose({ turn, text, known, growing }: Props) {
  const { markdown } = usePage()
  const [blocks] = useState(() => markdown.blocks())
  return <Blocks turn={turn} blocks={blocks.update(text)} known={known} growing={growing} />
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
  /** All of it is to be drawn, not only what is near to sight. */
  readonly whole?: boolean
}

/** Blocks drawn at once; more follow as they come near to sight. Of more than these, what is far goes again. */
const portion = 60

/** The blocks of a text, drawn one by one: while it grows, only its end is drawn again. */
export const Blocks = memo(function Blocks({ turn, blocks, known, growing, links, whole }: BlocksProps) {
  const { send } = usePage()
  const [drawn, more] = useReducer((count: number) => count + portion, portion)
  const limit = whole ? blocks.length : drawn
  const [watch] = useState(createWatch)
  useEffect(() => () => watch.observer.disconnect(), [watch])
  return (
    <WatchContext.Provider value={whole || blocks.length <= portion ? undefined : watch}>
      <div
        class="prose"
        onClick={(event) => doOf(event, turn, send)}
        onKeyDown={(event) => doOfKey(event, turn, send)}
      >
        {blocks.slice(0, limit).map((block, index) => {
          const last = growing && index === blocks.length - 1
          const drawn = last ? mend(block.text) : block.text
          if (!links) return <ProseBlock key={index} text={drawn} known={known} />
          const passage = links.passages[index]
          return (
            <PassageFrame
              key={index}
              text={drawn}
              known={known}
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

/** Stands where text is missing, and says when a person comes near. */
function Sentinel({ onNear }: { readonly onNear: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onNear()
      },
      { rootMargin: '600px' },
    )
    if (place.current) observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  return <div class="prose-more" ref={place} />
}

import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { createFigures } from '../figures.ts'
import { waysOf } from '../../src/protocol/ways.ts'
import { partingsOf } from '../branches.ts'
import { indexOf } from '../outline.ts'
import { freshLayout } from '../saved.ts'
import { isRunning, isThinking, type State, type TurnPage } from '../state.ts'
import { words } from '../words.ts'
import { Answer } from './Answer.tsx'
import { useFound } from './found.ts'
import { Header } from './Header.tsx'
import { InsidePart, sureOf, useInside } from './inside.tsx'
import { useLights } from './lights.ts'
import { useLater } from './later.ts'
import { Notice } from './Notice.tsx'
import { Overview } from './Overview.tsx'
import { usePage } from './page.ts'
import { passagesOf, useLedTo, usePassages, type Passage } from './passages.ts'
import { noBlocks } from './Prose.tsx'
import { useShownTree } from './shownTree.ts'
import { Splitter } from './Splitter.tsx'
import { Steps } from './Steps.tsx'
import { useWays, type BesideSwitch } from './ways.tsx'

interface Props {
  readonly page: TurnPage
  /** This turn is in view; other ways of the same question are among its turns. */
  readonly state: State
  readonly beside: BesideSwitch
}

const none: readonly Passage[] = []

const thinkingShare = 0.8
const steppingShare = 0.64

/** One question with its reasoning and its explanation. */
export function Turn({ page, state, beside: besideSwitch }: Props) {
  const { turns, layout, find } = state
  const { gesture, markdown } = usePage()
  const [figuresOf] = useState(createFigures)
  const later = useLater(page.value.reasoning.length)
  const inside = useInside(page)
  const narrow = useNarrow()
  const shown = useShownTree(page)
  const tree = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  const thinking = isThinking(page.value)
  const answer = useRef<HTMLDivElement>(null)
  const split = useMemo(() => markdown?.blocks(), [markdown])
  const blocks = useMemo(() => split?.update(page.value.answer) ?? noBlocks, [split, page.value.answer])
  const finding = useFound(page, shown, blocks, find)
  useLights(root, find, finding.here)
  const passages = usePassages({
    known: page.head.known,
    tree: shown.tree,
    reasoning: page.value.reasoning,
    blocks,
    thinking,
    growing: isRunning(page.value),
  })
  const lit = useMemo(() => {
    const index = indexOf(shown.tree.steps, page.look.selected)
    return index < 0 ? none : passagesOf(passages, shown.tree, index)
  }, [passages, shown.tree, page.look.selected])
  const led = useLedTo(answer, passages)
  const figures = figuresOf(page.value, shown.tree, !later)
  const still = useStill(page)
  const ways = waysOf(turns, page)
  const partings = useSame(partingsOf(page, ways))
  const beside = useWays(page, ways, besideSwitch, [page.look.selected, state.focus, find, state.editing])
  const { views } = beside
  const AnswersBeside = beside.open ? views?.AnswersBeside : undefined
  const side = narrow ? 'above' : 'beside'
  // Stacked panes leave the room to the reasoning until there is something to explain.
  const alone = narrow && page.value.answer === '' && isRunning(page.value)
  // The text of a step needs room too, as long as nobody has said how much.
  const both = narrow && page.look.selected !== null && layout.above === freshLayout.above
  const set = both ? steppingShare : layout[side]
  const share = alone ? Math.max(set, thinkingShare) : set
  return (
    <div
      ref={root}
      id="turn"
      class={narrow ? 'turn stacked' : 'turn'}
      {...(turns.length > 1 && { role: 'tabpanel', 'aria-labelledby': `turn-${page.head.id}` })}
    >
      <Header page={still} figures={figures} inside={inside} />
      {views && <views.Branches page={page} ways={ways} turns={turns} beside={beside} />}
      <Notice page={page} />
      <InsidePart page={page} state={inside} figures={figures} />
      {AnswersBeside && (
        <AnswersBeside answers={beside.answers} current={page.head.id} onClose={() => beside.set(false)} />
      )}
      {!AnswersBeside &&
        (thinking || page.value.steps.length > 0) &&
        (later ? (
          <Overview
            shown={shown}
            reasoning={page.value.reasoning}
            look={page.look}
            growing={thinking}
            matches={finding.found.offsets}
            height={height}
            scroller={tree}
          />
        ) : (
          <div class="overview" />
        ))}
      {!AnswersBeside && (
        <div class="panes" style={{ '--share': share }}>
          <section
            class={figures.timed || isRunning(page.value) ? 'pane pane-steps' : 'pane pane-steps timeless'}
            aria-label={words.steps}
          >
            <Steps
              page={page}
              state={state}
              shown={shown}
              figures={figures}
              sure={sureOf(page, inside)}
              finding={finding}
              partings={partings}
              passages={lit}
              onPassage={led.to}
              scroller={tree}
              onHeight={setHeight}
            />
          </section>
          <Splitter
            label={words.splitPanes}
            orientation={narrow ? 'horizontal' : 'vertical'}
            share={share}
            fresh={freshLayout[side]}
            onShare={(wanted) => gesture({ type: 'laidOut', layout: { ...layout, [side]: wanted } })}
          />
          <section class="pane pane-answer" aria-label={words.explanation}>
            <Answer
              page={page}
              figures={figures}
              blocks={blocks}
              passages={passages}
              lit={lit}
              held={finding.here?.block ?? led.block}
              scroller={answer}
            />
          </section>
        </div>
      )}
    </div>
  )
}

/** From this width on the panes stand side by side; the class `stacked` tells the styles. */
const besideWidth = 700

/** Whether the panes stand one above the other. */
function useNarrow(): boolean {
  const [query] = useState(() => window.matchMedia(`(width < ${besideWidth}px)`))
  const [narrow, setNarrow] = useState(query.matches)
  useEffect(() => {
    const onChange = () => setNarrow(query.matches)
    query.addEventListener('change', onChange)
    return () => query.removeEventListener('change', onChange)
  }, [])
  return narrow
}

/** The value of before, where it says the same. */
function useSame<T>(value: T): T {
  const said = JSON.stringify(value)
  return useMemo(() => value, [said])
}

/** The page of before, where it was only scrolled. */
function useStill(page: TurnPage): TurnPage {
  const { head, value, heardAt, inside, stepInside, look } = page
  return useMemo(() => page, [head, value, heardAt, inside, stepInside, look.selected])
}

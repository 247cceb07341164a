import { share } from '../format.ts'
import { withheldOf } from '../../src/core/steering.ts'
import type { Figures } from '../figures.ts'
import { indexOf } from '../outline.ts'
import type { TurnPage } from '../state.ts'
import { nextUnsure } from '../sureness.ts'
import { Icon, IconButton } from '../view/Icon.tsx'
import { usePage } from '../view/page.ts'
import { Toolbar } from '../view/Toolbar.tsx'
import { words } from '../words.ts'
import { tenths } from './amounts.ts'
import { CourseChart } from './CourseChart.tsx'
import { FigureTable } from './FigureTable.tsx'
import { HeatMap } from './HeatMap.tsx'
import { LayerTable } from './LayerTable.tsx'
import { loadCsv, loadJson } from './loadText.ts'
import { PartsTable } from './PartsTable.tsx'
import { TokenList } from './TokenList.tsx'
import { said } from './words.ts'

interface Props {
  readonly page: TurnPage
  readonly figures: Figures
  readonly tinted: boolean
  readonly onTint: (tinted: boolean) => void
  readonly onClose: () => void
}

/** What is known of the inside of a run, and of the chosen step. */
export function InsideView({ page, figures, tinted, onTint, onClose }: Props) {
  const { gesture, send } = usePage()
  const { head, value, look, inside } = page
  const chosen = value.steps[indexOf(value.steps, look.selected)]
  const own = page.stepInside?.step === look.selected ? page.stepInside : undefined
  const { sure, experts, problem } = inside ?? {}
  const unsure = nextUnsure(page)
  const loads = experts && { firstLayer: experts.firstLayer, run: experts.load, step: own?.load }
  return (
    <section class="inside" aria-label={said.title}>
      <div class="bar">
        <h2>{said.title}</h2>
        <Toolbar label={said.tools}>
          {sure && (
            <IconButton
              name="symbol-color"
              label={said.tint}
              pressed={tinted}
              onClick={() => onTint(!tinted)}
            />
          )}
          {sure && unsure && (
            <IconButton
              name="question"
              label={`${said.nextUnsure} (!)\n${said.unsureHint(sure.unsure.length)}`}
              onClick={() => gesture({ type: 'stepChosen', step: unsure })}
            />
          )}
          {loads && (
            <IconButton
              name="table"
              label={said.copyCsv}
              onClick={() => send({ type: 'copy', text: loadCsv(loads) })}
            />
          )}
          {loads && (
            <IconButton
              name="json"
              label={said.copyJson}
              onClick={() => send({ type: 'copy', text: loadJson(loads) })}
            />
          )}
          <IconButton name="close" label={said.close} onClick={onClose} />
        </Toolbar>
      </div>
      {problem !== undefined && (
        <p class="pane-note" role="note">
          <Icon name="warning" /> {problem}
        </p>
      )}
      {sure && sure.covered < 0.99 && <p class="pane-note">{said.unknown(share(1 - sure.covered))}</p>}
      {sure && (
        <CourseChart steps={value.steps} sure={sure} selected={chosen} length={value.reasoning.length} />
      )}
      <div class="inside-parts">
        <FigureTable page={page} step={chosen && figures.of(chosen)} />
        {experts && (
          <section class="inside-experts">
            <h3 class="unseen">{said.experts}</h3>
            <div class="heats">
              <HeatMap name={said.mapRun} load={experts.load} firstLayer={experts.firstLayer} />
              {own?.load ? (
                <HeatMap name={said.mapStep} load={own.load} firstLayer={experts.firstLayer} />
              ) : (
                <p class="quiet">{said.chooseStep}</p>
              )}
            </div>
            <LayerTable run={experts.load} step={own?.load} firstLayer={experts.firstLayer} />
            {experts.by === 'share' && <p class="quiet">{said.byShare}</p>}
            {own?.overlap !== undefined && <p class="quiet">{said.overlap(share(own.overlap))}</p>}
            {own && chosen && own.particular.length > 0 && (
              <div>
                <h4>{said.particular(words.kinds[chosen.kind])}</h4>
                <ul>
                  {own.particular.map(({ layer, expert, lift, count, all }) => (
                    <li key={`${layer}/${expert}`}>
                      {said.lift(layer, expert, tenths.format(lift), count, all)}
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </section>
        )}
        {own?.tooMany !== undefined && <p class="quiet">{said.manyTokens(own.tooMany)}</p>}
        {own && own.tokens.length > 0 && (
          <TokenList
            key={own.step}
            turn={head.id}
            step={own}
            steers={!head.sample && !withheldOf(value) && head.goesOn?.reasoning !== false}
          />
        )}
        <PartsTable page={page} figures={figures} chosen={own} />
      </div>
    </section>
  )
}

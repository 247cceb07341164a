import { commandKeys, keyShown } from '../commandKeys.ts'
import { judgeKeys } from '../judging.ts'
import { keysOf } from '../moveKeys.ts'
import { words } from '../words.ts'
import { said } from './words.ts'

export interface KeyGroup {
  readonly title: string
  readonly keys: readonly KeyLine[]
}

export interface KeyLine {
  /** Any of these. */
  readonly keys: readonly string[]
  readonly does: string
}

/** All keys of the page, for the help overlay. */
export function keyList(): readonly KeyGroup[] {
  const { judging } = words
  const byCommand = commandKeys()
  return [
    {
      title: said.stepping,
      keys: [
        line([keysOf.previous, keysOf.next], said.beside),
        line([keysOf.outOf, keysOf.into], said.outAndIn),
        line([keysOf.previousOfKind, keysOf.nextOfKind], said.ofKind),
        line([keysOf.previousRevision, keysOf.nextRevision], said.revision),
        line([keysOf.nextUnsure], said.unsure),
        line([keysOf.back], said.back),
        line([keysOf.play], said.play),
        line([keysOf.slower, keysOf.faster], said.speed),
        line([keysOf.follow], said.follow),
        line(['Esc'], said.letGo),
      ],
    },
    {
      title: said.inTree,
      keys: [
        line(['↑', '↓', 'PageUp', 'PageDown'], said.rows),
        line(['Home', 'End'], said.ends),
        line(['→'], said.open),
        line(['←'], said.close),
        line(['Enter', 'Space'], said.openClose),
        line(['*'], said.openBeside),
        line(['A…Z'], said.type),
      ],
    },
    {
      title: judging.step,
      keys: [
        line([judgeKeys.good, judgeKeys.neutral, judgeKeys.bad, judgeKeys.unsure], said.judge),
        line([judgeKeys.firstWrong], judging.firstWrong),
        line([judgeKeys.correct], judging.correct),
        line([judgeKeys.comment], judging.comment),
        line([judgeKeys.next], judging.next),
      ],
    },
    {
      title: said.elsewhere,
      keys: [
        line(['←', '→', 'Home', 'End'], said.tabs),
        line(['Delete'], said.closeTab),
        line(['←', '→', '↑', '↓'], said.splitter),
        line(['Enter'], said.send),
        line(['Shift+Enter'], said.newLine),
        line([byCommand.search], said.search),
        line([byCommand.submit], said.goOnFromThis),
        line([keysOf.help], said.thisList),
      ],
    },
    {
      // As package.json has them.
      title: said.byVsCode,
      keys: [
        line(['Alt+↑', 'Alt+↓'], said.beside),
        line(['Alt+Shift+↑', 'Alt+Shift+↓'], said.outAndIn),
        line(['Alt+PageUp', 'Alt+PageDown'], said.ofKind),
        line(['Alt+Shift+PageUp', 'Alt+Shift+PageDown'], said.revision),
        line(['Alt+Shift+Backspace'], said.back),
        line(['Alt+Enter'], said.play),
        line([byCommand.answerLine], said.answerLine),
        line(['Alt+End'], said.follow),
        line([byCommand.goOnFromHere], said.goOnFromHere),
        line([byCommand.editStep, byCommand.putInHint], said.editStep),
        line([byCommand.answerNow], said.answerNow),
        line([byCommand.stop], said.stop),
        line(['Alt+Shift+1', 'Alt+Shift+2', 'Alt+Shift+3', 'Alt+Shift+4'], said.judge),
        line(['Alt+Shift+5'], judging.firstWrong),
        line(['Alt+Shift+6', 'Alt+Shift+7'], said.correctOrComment),
        line(['Alt+Shift+0'], judging.next),
        line(['Shift+F1'], said.thisList),
      ],
    },
  ]
}

function line(keys: readonly string[], does: string): KeyLine {
  return { keys: keys.map(keyShown), does }
}

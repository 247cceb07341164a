import { judgeKeys } from './judging.ts'
import { keysOf } from './moveKeys.ts'
import { words } from './words.ts'

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
  const { help } = words
  const control = /Mac/.test(globalThis.navigator?.platform) ? '⌘' : 'Ctrl+'
  return [
    {
      title: help.stepping,
      keys: [
        line([keysOf.previous, keysOf.next], help.beside),
        line([keysOf.outOf, keysOf.into], help.outAndIn),
        line([keysOf.previousOfKind, keysOf.nextOfKind], help.ofKind),
        line([keysOf.previousRevision, keysOf.nextRevision], help.revision),
        line([keysOf.nextUnsure], help.unsure),
        line([keysOf.back], help.back),
        line([keysOf.play], help.play),
        line([keysOf.slower, keysOf.faster], help.speed),
        line([keysOf.follow], help.follow),
        line(['Esc'], help.letGo),
      ],
    },
    {
      title: help.inTree,
      keys: [
        line(['↑', '↓', 'PageUp', 'PageDown'], help.rows),
        line(['Home', 'End'], help.ends),
        line(['→'], help.open),
        line(['←'], help.close),
        line(['Enter', 'Space'], help.openClose),
        line(['*'], help.openBeside),
        line(['A…Z'], help.type),
      ],
    },
    {
      title: words.judging.step,
      keys: [
        line([judgeKeys.good, judgeKeys.neutral, judgeKeys.bad, judgeKeys.unsure], help.judge),
        line([judgeKeys.firstWrong], words.judging.firstWrong),
        line([judgeKeys.correct], words.judging.correct),
        line([judgeKeys.comment], words.judging.comment),
        line([judgeKeys.next], words.judging.next),
      ],
    },
    {
      title: help.elsewhere,
      keys: [
        line(['←', '→', 'Home', 'End'], help.tabs),
        line(['Delete'], help.closeTab),
        line(['←', '→', '↑', '↓'], help.splitter),
        line(['Enter'], help.send),
        line(['Shift+Enter'], help.newLine),
        line([`${control}F`], help.search),
        line([`${control}Enter`], help.goOnFromThis),
        line([keysOf.help], help.thisList),
      ],
    },
    {
      // As package.json has them.
      title: help.byVsCode,
      keys: [
        line(['Alt+↑', 'Alt+↓'], help.beside),
        line(['Alt+Shift+↑', 'Alt+Shift+↓'], help.outAndIn),
        line(['Alt+PageUp', 'Alt+PageDown'], help.ofKind),
        line(['Alt+Shift+PageUp', 'Alt+Shift+PageDown'], help.revision),
        line(['Alt+Shift+Backspace'], help.back),
        line(['Alt+Enter'], help.play),
        line([`${control}K`, `${control}L`], help.answerLine),
        line(['Alt+End'], help.follow),
        line([`${control}K`, `${control}Enter`], help.goOnFromHere),
        line(['F2', 'Shift+F2'], help.editStep),
        line([`${control}K`, `${control}A`], help.answerNow),
        line(['Alt+Shift+1', 'Alt+Shift+2', 'Alt+Shift+3', 'Alt+Shift+4'], help.judge),
        line(['Alt+Shift+5'], words.judging.firstWrong),
        line(['Alt+Shift+6', 'Alt+Shift+7'], help.correctOrComment),
        line(['Alt+Shift+0'], words.judging.next),
        line(['Shift+F1'], help.thisList),
      ],
    },
  ]
}

function line(keys: readonly string[], does: string): KeyLine {
  return { keys, does }
}

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
  return [
    {
      title: help.stepping,
      keys: [
        line([keysOf.previous, keysOf.next], help.beside),
        line([keysOf.outOf, keysOf.into], help.outAndIn),
        line([keysOf.previousOfKind, keysOf.nextOfKind], help.ofKind),
        line([keysOf.previousRevision, keysOf.nextRevision], help.revision),
        line([keysOf.back], help.back),
        line([keysOf.play], help.play),
        line([keysOf.slower, keysOf.faster], help.speed),
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
      title: help.elsewhere,
      keys: [
        line(['←', '→', 'Home', 'End'], help.tabs),
        line(['Delete'], help.closeTab),
        line(['←', '→', '↑', '↓'], help.splitter),
        line(['Enter'], help.send),
        line(['Shift+Enter'], help.newLine),
        line([/Mac/.test(globalThis.navigator?.platform) ? '⌘F' : 'Ctrl+F'], help.search),
        line([keysOf.help], help.thisList),
      ],
    },
  ]
}

function line(keys: readonly string[], does: string): KeyLine {
  return { keys, does }
}

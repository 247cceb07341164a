import { l10n, window, type QuickPick } from 'vscode'
import type { Run } from '../runs/catalog.ts'
import { runPick, type RunPick } from '../runs/pick.ts'
import { searchRuns } from '../runs/search.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly runs: () => Promise<readonly Run[]>
  readonly open: (run: Run, turn: number | undefined) => Promise<void>
  readonly openText: (run: Run) => Promise<void>
  readonly unexpected: (error: unknown) => void
}

/** While a search goes on, what it finds is shown this often (milliseconds). */
const showEvery = 200

/** Finds runs by what was said in them, while one types. */
export function searchHistory({ runs, open, openText, unexpected }: Needs): Command {
  return { id: 'thinktree.searchRuns', run }

  async function run(): Promise<void> {
    // Shown at once, so that nothing typed goes elsewhere.
    const pick = window.createQuickPick<RunPick>()
    let all: readonly Run[] = []
    let looking = new AbortController()
    const look = () => {
      looking.abort()
      looking = new AbortController()
      void find(pick, all, looking.signal).catch(unexpected)
    }
    pick.placeholder = l10n.t('Search in all questions, thoughts and answers')
    pick.matchOnDescription = true
    pick.ignoreFocusOut = true
    pick.keepScrollPosition = true
    pick.busy = true
    pick.onDidChangeValue(look)
    pick.onDidTriggerItemButton(({ item }) => void openText(item.run).catch(unexpected))
    pick.onDidAccept(() => {
      const [item] = pick.activeItems
      pick.hide()
      if (item) void open(item.run, item.turn).catch(unexpected)
    })
    pick.onDidHide(() => {
      looking.abort()
      pick.dispose()
    })
    pick.show()
    all = await runs()
    if (!looking.signal.aborted) look()
  }
}

async function find(pick: QuickPick<RunPick>, runs: readonly Run[], signal: AbortSignal): Promise<void> {
  const wanted = pick.value.trim()
  if (wanted === '') {
    pick.items = runs.map((run) => runPick(run))
    pick.busy = false
    return
  }
  pick.busy = true
  const found: RunPick[] = []
  let shown = -1
  // More of them take nobody away from the one that he has gone to.
  const show = () => {
    if (found.length === shown || signal.aborted) return
    shown = found.length
    const [active] = pick.activeItems
    pick.items = [...found]
    if (active && active !== found[0] && found.includes(active)) pick.activeItems = [active]
  }
  const timer = setInterval(show, showEvery)
  try {
    await searchRuns(
      runs,
      wanted,
      ({ run, turn, snippet }) => found.push(runPick(run, turn, snippet)),
      signal,
    )
  } finally {
    clearInterval(timer)
  }
  show()
  if (!signal.aborted) pick.busy = false
}

import { EventEmitter, RelativePattern, Uri, window, workspace, type TreeDataProvider } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { Catalog, Run } from './catalog.ts'
import { groupItem, groupsOf, runItem, runTooltip, type Group, type Row } from './item.ts'

interface Needs {
  readonly catalog: Catalog
  readonly folders: () => readonly string[]
  readonly unexpected: (error: unknown) => void
}

/** While files change, the view is drawn anew this often (milliseconds). */
const drawEvery = 1500

export interface RunsView extends Disposable {
  /** Something may have changed; `now`: somebody waits for it. */
  readonly refresh: (when: 'now' | 'later') => void
}

/** All runs of this workspace, by day. Nothing is read before it is seen. */
export function createRunsView({ catalog, folders, unexpected }: Needs): RunsView {
  const life = new Disposables()
  const changed = life.add(new EventEmitter<Row | undefined>())
  let groups: readonly Group[] = []
  let watched = new Disposables()
  let watchedFolders = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const provider: TreeDataProvider<Row> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (row) => [...(row === undefined ? await read() : 'runs' in row ? row.runs : [])],
    getParent: (row) => ('runs' in row ? undefined : groups.find(({ runs }) => runs.includes(row))),
    getTreeItem: (row) => ('runs' in row ? groupItem(row) : runItem(row)),
    resolveTreeItem: (item, row) => {
      if (!('runs' in row)) item.tooltip = runTooltip(row)
      return item
    },
  }
  const view = life.add(
    window.createTreeView('thinktree.history', {
      treeDataProvider: provider,
      showCollapseAll: true,
      canSelectMany: true,
    }),
  )
  life.add({ dispose: () => clearTimeout(timer) })
  life.add({ dispose: () => watched.dispose() })
  life.add(view.onDidChangeVisibility(({ visible }) => visible && refresh('now')))
  life.add(window.onDidChangeWindowState(({ focused }) => focused && refresh('later')))
  life.add(
    workspace.onDidChangeConfiguration(
      (change) => change.affectsConfiguration('thinktree.history') && refresh('now'),
    ),
  )
  return { refresh, dispose: () => life.dispose() }

  async function read(): Promise<readonly Group[]> {
    watch()
    const runs = await catalog.list().catch((error: unknown): readonly Run[] => {
      unexpected(error)
      return []
    })
    groups = groupsOf(runs, Date.now())
    return groups
  }

  function refresh(when: 'now' | 'later') {
    if (!view.visible) return
    if (when === 'later') return void (timer ??= setTimeout(draw, drawEvery))
    draw()
  }

  function draw() {
    clearTimeout(timer)
    timer = undefined
    changed.fire(undefined)
  }

  /** Files come, go and change behind our back. */
  function watch() {
    const now = folders()
    if (now.join('\n') === watchedFolders) return // a watch that begins anew misses what comes meanwhile
    watchedFolders = now.join('\n')
    watched.dispose()
    watched = new Disposables()
    for (const folder of now) {
      const files = new RelativePattern(Uri.file(folder), '*.think')
      const watcher = watched.add(workspace.createFileSystemWatcher(files))
      for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
        watched.add(event(() => refresh('later')))
    }
  }
}

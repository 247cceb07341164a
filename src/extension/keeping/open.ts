import { dirname, join } from 'node:path'
import { commands, l10n, Uri } from 'vscode'
import type { Disposables } from '../../base/disposables.ts'
import type { Questions } from '../asking/questions.ts'
import type { Recognising } from '../recognising.ts'
import { Catalog } from '../runs/catalog.ts'
import { createRunsView, type RunsView } from '../runs/view.ts'
import type { Services } from '../services.ts'
import type { Turns } from '../turns.ts'
import { Journal, type JournalNeeds } from './journal.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { Store } from './store.ts'
import { cannotKeep, createTraceFolders, type TraceFolders } from './traceFolders.ts'

interface Needs extends Services, Pick<Recognising, 'recognise' | 'limit'> {
  readonly life: Disposables
  readonly extension: Uri
  /** The editor's own for this workspace. */
  readonly storage: Uri
  readonly turns: Turns
  readonly questions: Questions
}

/** What keeps conversations, and what shows those that are kept. */
export interface Keeping {
  readonly folders: TraceFolders
  readonly catalog: Catalog
  readonly runsView: RunsView
  readonly keeper: Keeper
  /** Of samples: they are in no conversation. */
  readonly journal: Journal
}

export function openKeeping(needs: Needs): Keeping {
  const { life, extension, storage, settings, log, report, writer } = needs
  const folders = createTraceFolders(storage, settings)
  const catalog = new Catalog({ folders: folders.all, cache: join(storage.fsPath, 'catalog.json') })
  const runsView = life.add(createRunsView({ catalog, folders: folders.all, unexpected: report.unexpected }))
  const journalNeeds: JournalNeeds = {
    writer,
    failed: (error, path) =>
      report.problem(cannotKeep(error, dirname(path)), l10n.t('Change Folder'), () =>
        commands.executeCommand('workbench.action.openSettings', 'thinktree.history'),
      ),
    written: () => runsView.refresh('later'),
  }
  const keeper = life.add(
    createKeeper({
      ...needs,
      ...journalNeeds,
      folder: folders.current,
      store: new Store(storage.fsPath, (message) => log.warn(message)),
      shop: Uri.joinPath(extension, 'samples', 'shop'),
      unexpected: report.unexpected,
    }),
  )
  return { folders, catalog, runsView, keeper, journal: life.add(new Journal(journalNeeds)) }
}

import { extensions, l10n, TabInputTextDiff, Uri, window, type QuickPickItem } from 'vscode'
import { parseJson, recordOf } from '../../base/json.ts'
import { plainText } from '../../base/plainText.ts'
import { shortened } from '../../base/shortened.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { Side } from '../comparing/comparisons.ts'
import { textInEditor } from '../files.ts'
import type { KeptAt } from '../inside/insides.ts'
import { withoutIcons } from '../withoutIcons.ts'
import { readDocument } from '../../traces/document.ts'
import { indexOfTurn } from '../../traces/thread.ts'
import type { Command } from './command.ts'

interface Needs {
  /** The trace in front, and which of its turns is in view, where that is known. */
  readonly inFront: () => { readonly uri: Uri; readonly turn?: string } | undefined
  readonly show: (left: Side, right: Side) => Promise<void>
}

/**
 * What was done to a trace, step by step. Of two files that are selected, of the two sides of a diff that is in front, or
 * of a trace and what one chooses: what Git has of it, another of its questions, another file.
 */
export function compareTracesCommand({ inFront, show }: Needs): Command {
  return { id: 'thinktree.compareTraces', run }

  async function run(file?: unknown, files?: unknown): Promise<void> {
    const inExplorer = Array.isArray(files) ? files.filter((each) => each instanceof Uri) : undefined
    const [one, other] = inExplorer ?? []
    if (one && other) return show(fileSide(one), fileSide(other))
    const input = window.tabGroups.activeTabGroup.activeTab?.input
    // Who chooses a file in the Explorer means that, whatever diff is in front.
    if (input instanceof TabInputTextDiff && !inExplorer)
      return show(fileSide(input.original), fileSide(input.modified))
    const front = inFront()
    const uri = file instanceof Uri ? file : front?.uri
    if (!uri) return
    const ways = await waysOf(uri, uri.toString() === front?.uri.toString() ? front.turn : undefined)
    const way =
      ways.length > 1
        ? await window.showQuickPick(ways, { placeHolder: l10n.t('Compare with…'), matchOnDescription: true })
        : ways[0]
    const pair = await way?.sides()
    if (pair) await show(...pair)
  }
}

interface WaysNeeds extends Pick<Needs, 'show'> {
  readonly keptAt: (turn: TurnId) => KeptAt | undefined
  /** What a way of a question is called. */
  readonly nameOf: (turn: TurnId) => string
  readonly notice: (message: string) => void
}

/** Shows a branch beside the turn that it parted from. */
export async function compareWays(
  { keptAt, nameOf, show, notice }: WaysNeeds,
  branch: TurnId,
  parent: TurnId,
): Promise<void> {
  const [before, after] = await Promise.all(
    [parent, branch].map(async (turn) => {
      const side = await sideAt(keptAt(turn))
      return side && { ...side, name: nameOf(turn) }
    }),
  )
  if (before && after) await show(before, after)
  else notice(l10n.t('It is in no file yet: save it first.'))
}

async function sideAt(kept: KeptAt | undefined): Promise<Side | undefined> {
  if (!kept) return undefined
  const uri = Uri.file(kept.path)
  const { turns } = readDocument((await textInEditor(uri)) ?? '')
  const index = indexOfTurn(turns, kept.name)
  return index < 0 ? undefined : turnSide(uri, index)
}

interface Way extends QuickPickItem {
  readonly sides: () => Promise<readonly [Side, Side] | undefined>
}

/** What a trace can be compared with; `inView` names the turn of it that one looks at. */
async function waysOf(uri: Uri, inView: string | undefined): Promise<readonly Way[]> {
  const committed = committedOf(uri)
  const ways: Way[] = []
  if (committed && (await textInEditor(committed)) !== undefined)
    ways.push({ label: l10n.t('The Last Commit'), sides: async () => [fileSide(committed), fileSide(uri)] })
  const { turns } = readDocument((await textInEditor(uri)) ?? '')
  const known = turns.findIndex(({ head }) => head.id !== '' && head.id === inView)
  const mine = known < 0 ? turns.length - 1 : known
  for (const [turn, { head }] of turns.entries()) {
    if (turn === mine) continue
    ways.push({
      label: l10n.t('Question {0} with Question {1}', turn + 1, mine + 1),
      description: withoutIcons(shortened(plainText(head.question), 100)),
      sides: async () => [turnSide(uri, turn), turnSide(uri, mine)],
    })
  }
  return [
    ...ways,
    {
      label: l10n.t('Another File…'),
      async sides() {
        const [picked] = (await window.showOpenDialog({ filters: { [l10n.t('Traces')]: ['think'] } })) ?? []
        return picked && [fileSide(picked), fileSide(uri)]
      },
    },
  ]
}

function turnSide(uri: Uri, turn: number): Side {
  return { uri, turn, name: l10n.t('{0}, question {1}', nameOf(uri), turn + 1) }
}

function fileSide(uri: Uri): Side {
  return { uri, name: nameOf(uri) }
}

/** What the last commit has of a file, as VS Code's own Git extension names it. */
function committedOf(uri: Uri): Uri | undefined {
  if (uri.scheme !== 'file' || !extensions.getExtension('vscode.git')?.isActive) return undefined
  return uri.with({ scheme: 'git', query: JSON.stringify({ path: uri.fsPath, ref: 'HEAD' }) })
}

/** An empty reference is Git's index. */
function nameOf({ scheme, path, query }: Uri): string {
  const name = path.split('/').at(-1) ?? path
  if (scheme !== 'git') return name
  const { ref } = recordOf(parseJson(query))
  return `${name} (${ref === '' || ref === '~' ? l10n.t('Index') : String(ref)})`
}

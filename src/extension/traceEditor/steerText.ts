import {
  l10n,
  Range,
  TextDocumentSaveReason,
  workspace,
  WorkspaceEdit,
  type TextDocument,
  type TextEditor,
} from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import { isAllBlank } from '../../core/blank.ts'
import { steeringOfEdit } from '../../core/editedThought.ts'
import type { Steering } from '../../core/steering.ts'
import { treeOf } from '../../core/tree.ts'
import { readDocument, type DocumentTurn } from '../../traces/document.ts'
import { keptOf } from '../../traces/turns.ts'
import { textIn } from '../files.ts'
import { isThinkText, type ThinkTexts } from '../judging/thinkTexts.ts'
import type { Steer } from '../steering.ts'
import type { Onward } from './onward.ts'

interface Needs {
  readonly texts: Pick<ThinkTexts, 'stepAt'>
  readonly onward: Pick<Onward, 'turnOf'>
  readonly steer: Pick<Steer, 'branch'>
  readonly notice: (message: string) => void
  readonly unexpected: (error: unknown) => void
}

/** Leads a thought another way from the text of its file. */
export interface SteerText extends Disposable {
  /**
   * From what was changed in the text since somebody last saved it: a step, its end, or a paragraph put in. The file
   * becomes as it was, and what comes is a branch in it. Where nothing was changed, from the step at the cursor.
   */
  readonly lead: (editor: TextEditor, kind: 'goOn' | 'answerNow') => Promise<void>
}

export function createSteerText({ texts, onward, steer, notice, unexpected }: Needs): SteerText {
  const originals = new WeakMap<TextDocument, string>()
  const life = new Disposables()
  const take = (document: TextDocument) => {
    if (isThinkText(document)) originals.set(document, document.getText())
  }
  workspace.textDocuments.forEach(take)
  life.add(workspace.onDidOpenTextDocument(take))
  life.add(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && !document.isDirty && isThinkText(document))
        void takeIfRead(document).catch(unexpected)
    }),
  )
  // What VS Code saves by itself nobody has decided on.
  life.add(
    workspace.onWillSaveTextDocument(
      ({ document, reason }) => reason === TextDocumentSaveReason.Manual && take(document),
    ),
  )
  return { lead, dispose: () => life.dispose() }

  /** A text comes from the disk anew; at the first key that is pressed VS Code does not call it dirty either. */
  async function takeIfRead(document: TextDocument): Promise<void> {
    const { version } = document
    const text = document.getText()
    if ((await textIn(document.uri)) === text && document.version === version) originals.set(document, text)
  }

  async function lead(editor: TextEditor, kind: 'goOn' | 'answerNow'): Promise<void> {
    const { document } = editor
    const original = originals.get(document) ?? document.getText()
    const isChanged = original !== document.getText()
    const found = isChanged ? editIn(original, document.getText()) : stepIn(editor, kind)
    if (typeof found === 'string') return notice(found)
    // What was there stays: the change is the branch's.
    if (isChanged && !(await putBack(document, original))) return
    const turn = await onward.turnOf(document.uri, found.turn)
    const { steering } = found
    if (turn)
      await steer.branch(turn, kind === 'goOn' || steering.kind !== 'goOn' ? steering : { ...steering, kind })
  }

  function stepIn({ document, selection }: TextEditor, kind: 'goOn' | 'answerNow'): Found | string {
    const found = texts.stepAt(document, document.offsetAt(selection.active))
    if (!found) return l10n.t('There is no step here to go on from.')
    return { turn: found.subject.place - 1, steering: { kind, at: found.step } }
  }
}

interface Found {
  /** Its index in the file. */
  readonly turn: number
  readonly steering: Steering
}

async function putBack(document: TextDocument, text: string): Promise<boolean> {
  const edit = new WorkspaceEdit()
  const end = document.positionAt(document.getText().length)
  edit.replace(document.uri, new Range(document.positionAt(0), end), text)
  return (await workspace.applyEdit(edit)) && document.save()
}

/** What was changed of a text; a sentence where that is more than a thought. */
function editIn(original: string, text: string): Found | string {
  const before = readDocument(original).turns
  const after = readDocument(text).turns
  const changed = before.flatMap((turn, index) => (isSame(turn, after[index]) ? [] : [index]))
  const [index = -1, more] = changed
  const [old, fresh] = [before[index], after[index]]
  const only = l10n.t(
    'More than one thought was changed: save what is not to be led another way, or undo it.',
  )
  if (!old || !fresh || more !== undefined || before.length !== after.length) return only
  const [was, is] = [keptOf(old), keptOf(fresh)]
  // Who cuts a thought off may take its answer with it.
  const same = was.answer === is.answer || isAllBlank(is.answer)
  if (!same || headOf(old) !== headOf(fresh)) return only
  const steering = steeringOfEdit(was.reasoning, treeOf(was.reasoning), is.reasoning)
  return steering ? { turn: index, steering } : only
}

function isSame(one: DocumentTurn, other: DocumentTurn | undefined): boolean {
  return one.body === other?.body && headOf(one) === headOf(other)
}

function headOf({ fields }: DocumentTurn): string {
  return JSON.stringify(fields)
}

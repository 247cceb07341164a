import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import { env, l10n, window, workspace, type TextEditor, type Uri } from 'vscode'
import { encodingOf } from '../../base/encoding.ts'

/** Something to be opened as a trace. */
export interface Source {
  readonly name: string
  /** Of a file that is not open with changes. */
  readonly file?: Uri
  /** The text, as often as it is asked for, in pieces between which the window can do other things. */
  readonly pieces: () => AsyncIterable<string>
}

function ofText(name: string, text: string): Source {
  return { name, pieces: () => cut(text) }
}

/** A file as it is on disk; where it is open with changes, as it is in the editor. */
export function ofFile(uri: Uri): Source {
  const name = basename(uri.path)
  const open = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString())
  if (open && (open.isDirty || open.isUntitled)) return ofText(name, open.getText())
  return { name, file: uri, pieces: () => decoded(bytesOf(uri)) }
}

/** What is selected, or the whole file. */
export function ofEditor({ document, selection }: TextEditor): Source {
  if (selection.isEmpty) return ofFile(document.uri)
  return ofText(basename(document.uri.path), document.getText(selection))
}

/** Asks where to take it from; undefined where nothing was chosen. */
export async function chooseSource(): Promise<Source | undefined> {
  const clipboard = await env.clipboard.readText()
  const editor = window.activeTextEditor
  const items = [
    ...(editor && !editor.selection.isEmpty
      ? [
          {
            label: l10n.t('The Selection'),
            description: basename(editor.document.uri.path),
            take: () => ofEditor(editor),
          },
        ]
      : []),
    ...(clipboard.trim() === ''
      ? []
      : [
          {
            label: l10n.t('The Clipboard'),
            description: beginningOf(clipboard),
            take: () => ofText(l10n.t('Clipboard'), clipboard),
          },
        ]),
    ...(editor
      ? [
          {
            label: l10n.t('The Open File'),
            description: basename(editor.document.uri.path),
            take: () => ofFile(editor.document.uri),
          },
        ]
      : []),
    { label: l10n.t('A File…'), description: '', take: chooseFile },
  ]
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Open as Trace'),
    placeHolder: l10n.t(
      'A recorded stream, a response, a log of requests, messages, or text with a think block',
    ),
  })
  return chosen?.take()
}

async function chooseFile(): Promise<Source | undefined> {
  const [uri] = (await window.showOpenDialog({ title: l10n.t('Open as Trace') })) ?? []
  return uri && ofFile(uri)
}

function beginningOf(text: string): string {
  return text.slice(0, 200).replace(/\s+/g, ' ').trim().slice(0, 60)
}

const pieceSize = 256 * 1024

async function* cut(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += pieceSize) {
    yield text.slice(at, at + pieceSize)
    await pause()
  }
}

async function* bytesOf(uri: Uri): AsyncGenerator<Uint8Array> {
  if (uri.scheme === 'file') yield* createReadStream(uri.fsPath, { highWaterMark: pieceSize })
  else yield await workspace.fs.readFile(uri)
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(encodingOf(piece))
    for (let at = 0; at < piece.length; at += pieceSize) {
      yield decoder.decode(piece.subarray(at, at + pieceSize), { stream: true })
      await pause()
    }
  }
  if (decoder) yield decoder.decode()
}

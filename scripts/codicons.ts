// The icons that the pages draw their buttons with, and none of the hundreds that they do not.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import { root } from './project.ts'

/** The style sheet of the icons and the font it names, by file name. An icon is kept where its name is a word of the pages. */
export async function codicons(): Promise<readonly (readonly [name: string, bytes: Uint8Array])[]> {
  const words = wordsOfPages()
  let drawn = ''
  const css = read(import.meta.resolve('@vscode/codicons/dist/codicon.css'))
    .toString()
    .replace(
      /^\.codicon-([\w-]+):before \{ content: "\\(\w+)" \}\n/gm,
      (rule, name: string, code: string) => {
        if (!words.has(name)) return ''
        drawn += String.fromCodePoint(Number.parseInt(code, 16))
        return rule
      },
    )
  const font = await subsetFont(read(import.meta.resolve('@vscode/codicons/dist/codicon.ttf')), drawn, {
    targetFormat: 'sfnt',
  })
  return [
    ['codicon.css', Buffer.from(css)],
    ['codicon.ttf', font],
  ]
}

function read(url: string): Buffer {
  return readFileSync(fileURLToPath(url))
}

function wordsOfPages(): ReadonlySet<string> {
  const texts = globSync('webview/**/*.{ts,tsx}', { cwd: root }).map((path) =>
    readFileSync(join(root, path), 'utf8').replaceAll('codicon-', ''),
  )
  return new Set(texts.flatMap((text) => text.match(/[a-z][a-z\d]*(?:-[a-z\d]+)*/g) ?? []))
}

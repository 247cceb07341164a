import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[]
    readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[]
    readonly walkthroughs: readonly [{ readonly steps: readonly Step[] }]
  }
}

interface Step {
  readonly id: string
  readonly description: string
  readonly media: { readonly svg: string }
  readonly completionEvents: readonly string[]
}

const { contributes } = JSON.parse(read('package.json')) as Manifest
const words = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>
const commands = contributes.commands.map(({ command }) => command)
const told = read('src/extension/gotStarted.ts').match(/(?<=')thinktree\.\w+(?=')/g) ?? []
const settings = contributes.configuration.flatMap(({ properties }) => Object.keys(properties))

test.each(contributes.walkthroughs[0].steps)(
  'step $id of Get Started',
  ({ description, media, completionEvents }) => {
    const text = words[description.replaceAll('%', '')] ?? ''
    const linked = [...text.matchAll(/\]\(command:([\w.]+)(?:\?[^)]*)?\)/g)].map(([, command]) => command)
    expect(linked).not.toEqual([])
    expect(commands).toEqual(expect.arrayContaining(linked))
    expect(text, 'VS Code renders only bold and links here').not.toMatch(/(?<!\*)\*(?!\*)/)

    expect(existsSync(join(root, media.svg))).toBe(true)
    const colours = [...read(media.svg).matchAll(/\b(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour)
    for (const colour of colours) expect(colour).toMatch(/^(none|transparent|var\(--vscode-.+\))$/)

    for (const event of completionEvents) {
      const [kind, name = ''] = event.split(':')
      const known: Readonly<Record<string, readonly string[]>> = {
        onSettingChanged: settings,
        onContext: told,
      }
      expect(known[kind ?? ''], event).toContain(name)
    }
  },
)

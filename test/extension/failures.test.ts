import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'

/** What VS Code or Node does for us, which tells of its failures itself, and what handles all of its own. */
const apart = /^(?:window|commands|worker|panel|shown|fresh|flush)\b|^this\.#panel\.webview\b/

test('the failure of what nobody waits for is told', () => {
  const folder = join(root, 'src/extension')
  const silent = globSync('**/*.ts', { cwd: folder }).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line, at) => {
        const [, call] = /(?<!return )\bvoid ([\w.#]+\(.*)/.exec(line) ?? []
        if (call === undefined || apart.test(call) || /\.(?:catch|then)\(.*unexpected\)/i.test(call))
          return []
        return [`${file}:${at + 1} ${call}`]
      }),
  )
  expect(silent).toEqual([])
})

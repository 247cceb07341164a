import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { problemSentences } from '../../src/import/conversation.ts'
import { formNames } from '../../src/import/form.ts'

test('what the terminal says of an import, the host says too', () => {
  const said = readFileSync(join(root, 'src/extension/importing/words.ts'), 'utf8')
  const literals = new Set([...said.matchAll(/l10n\.t\(\s*'((?:\\.|[^'\\])*)'/g)].map(([, text]) => text))
  for (const sentence of [...Object.values(formNames), ...Object.values(problemSentences)])
    expect(literals).toContain(sentence)
})

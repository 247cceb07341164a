import { marked } from 'marked'
import { expect, test } from 'vitest'
import { commandLink } from '../../src/extension/mentions/commandLink.ts'

test.each(['a1', 'a)b', '(a', '<a>', 'a\\', 'a b "c"', '](x)'])(
  'the id %s comes whole to its command',
  (id) => {
    const html = marked.parseInline(commandLink(`see ${id}`, 'thinktree.step.show', [id, 's0'])) as string
    const [, href = ''] = /^<a href="command:thinktree\.step\.show\?([^"]*)">[^]*<\/a>$/.exec(html) ?? []
    expect(JSON.parse(decodeURIComponent(href))).toEqual([id, 's0'])
  },
)

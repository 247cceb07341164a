import assert from 'node:assert/strict'
import { commands, extensions, type Extension } from 'vscode'

/** The parts of package.json that are asked about here. */
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[]
    readonly walkthroughs?: readonly { readonly id: string; readonly steps: readonly unknown[] }[]
  }
}

describe('activation', () => {
  it('happens without an error', async () => {
    await thinktree().activate()
    assert.equal(thinktree().isActive, true)
  })

  it('registers exactly the commands that the manifest names', async () => {
    await thinktree().activate()
    const registered = (await commands.getCommands(true)).filter((id) => /^thinktree\.(?!.*\.)/.test(id))
    const named = manifest().contributes.commands.map(({ command }) => command)
    assert.deepEqual(registered.toSorted(), named.toSorted())
  })

  it('there is one walkthrough, with steps', () => {
    const walkthroughs = manifest().contributes.walkthroughs ?? []
    assert.equal(walkthroughs.length, 1)
    assert.ok((walkthroughs[0]?.steps.length ?? 0) > 0)
  })
})

function thinktree(): Extension<unknown> {
  const extension = extensions.getExtension('thinktree.thinktree')
  assert.ok(extension, 'the extension is not there')
  return extension
}

function manifest(): Manifest {
  return thinktree().packageJSON
}

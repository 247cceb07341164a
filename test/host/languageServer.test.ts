import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  commands,
  extensions,
  window,
  workspace,
  type ExtensionContext,
  type SymbolInformation,
} from 'vscode'
import { Disposables } from '../../src/base/disposables.ts'
import { startLanguageServer } from '../../src/extension/language/client.ts'

describe('a language server that does not start', () => {
  const life = new Disposables()
  const folder = mkdtempSync(join(tmpdir(), 'languageServer-'))
  const server = join(folder, 'server.cjs')
  const starts = join(folder, 'starts')

  after(() => {
    life.dispose()
    rmSync(folder, { recursive: true })
  })

  it('is started anew by the next who asks', async () => {
    writeFileSync(
      join(folder, 'kept.think'),
      '---\nformat: 1\nquestion: Who counts the pumpkins?\n---\n\nI.\n',
    )
    writeFileSync(
      server,
      `require('node:fs').appendFileSync(${JSON.stringify(starts)}, '.'); process.exit(1)`,
    )
    const failures: unknown[] = []
    life.add(
      startLanguageServer({
        context: { asAbsolutePath: () => server } as unknown as ExtensionContext,
        // Not closed: the client tells it how its server ended, too.
        log: window.createOutputChannel('languageServer', { log: true }),
        kept: () => [folder],
        keeps: async () => true,
        unexpected: (error) => failures.push(error),
      }),
    )
    await workspace.openTextDocument({ language: 'think', content: 'Hm.\n' })
    // So often the client tries by itself.
    await until(async () => existsSync(starts) && readFileSync(starts, 'utf8') === '.....')
    assert.ok(failures.length > 0)
    const extension = extensions.getExtension('thinktree.thinktree')
    writeFileSync(
      server,
      `require(${JSON.stringify(join(extension?.extensionPath ?? '', 'dist/server.cjs'))})`,
    )
    await until(async () => (await found()).includes('Who counts the pumpkins?'))
  })

  async function found() {
    const symbols = await commands.executeCommand<readonly SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'pumpkins',
    )
    return symbols.map(({ name }) => name)
  }
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const start = Date.now(); !(await holds()); await sleep(100)) assert.ok(Date.now() - start < 25_000)
}

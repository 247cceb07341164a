import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { root, vsixFile } from '../../scripts/project.ts'
import { installExtension, startCodeServer } from '../../scripts/vscode/codeServer.ts'
import { makeExtension } from '../../scripts/vscode/makeExtension.ts'
import { makeProfile } from '../../scripts/vscode/profile.ts'
import { Workbench } from '../../scripts/vscode/workbench.ts'
import { askOn, pictureOnFailure, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

/** Has the files of a folder under a scheme of its own, `shelf:/`: to VS Code they lie on no disk. */
const shelf = (folder: string) => `
const { EventEmitter, FileSystemError, workspace } = require('vscode')
const fs = require('node:fs')
const at = (uri) => ${JSON.stringify(folder)} + uri.path
const found = (uri, work) => {
  try {
    return work(at(uri))
  } catch {
    throw FileSystemError.FileNotFound(uri)
  }
}
const kind = (entry) => (entry.isDirectory() ? 2 : 1)
exports.activate = (context) => {
  const changed = new EventEmitter()
  context.subscriptions.push(
    workspace.registerFileSystemProvider('shelf', {
      onDidChangeFile: changed.event,
      watch: () => ({ dispose() {} }),
      stat: (uri) => found(uri, (path) => {
        const entry = fs.statSync(path)
        return { type: kind(entry), ctime: entry.ctimeMs, mtime: entry.mtimeMs, size: entry.size }
      }),
      readDirectory: (uri) => found(uri, (path) =>
        fs.readdirSync(path, { withFileTypes: true }).map((entry) => [entry.name, kind(entry)])),
      readFile: (uri) => found(uri, (path) => fs.readFileSync(path)),
      writeFile: (uri, bytes) => fs.writeFileSync(at(uri), bytes),
      createDirectory: (uri) => fs.mkdirSync(at(uri)),
      delete: (uri) => fs.rmSync(at(uri), { recursive: true }),
      rename: (from, to) => fs.renameSync(at(from), at(to)),
    }),
  )
}
`

beforeAll(async () => {
  endpoint = await createSampleEndpoint({ tokensPerSecond: 3000 })
  const profile = makeProfile({
    'thinktree.endpoints': [{ name: 'mine', baseUrl: endpoint.url, model: 'sample-r1' }],
    'thinktree.history.location': 'workspace',
  })
  const folder = join(profile.home, 'shop')
  cpSync(join(root, 'samples/shop'), folder, { recursive: true })
  mkdirSync(join(folder, '.git'))
  writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(join(folder, '.gitignore'), 'cart.ts\n')
  const workspace = join(profile.home, 'shelf.code-workspace')
  writeFileSync(workspace, JSON.stringify({ folders: [{ name: 'shop', uri: 'shelf:/shop' }] }))
  installExtension(profile, vsixFile())
  const manifest = { name: 'shelf', activationEvents: ['onFileSystem:shelf'] }
  installExtension(profile, await makeExtension(join(profile.home, 'shelf'), manifest, shelf(profile.home)))

  const server = await startCodeServer(profile)
  const workbench = await Workbench.open(server.origin, profile.home, { width: 1280, height: 800 })
  await workbench.loadWorkspace(server.origin, workspace)
  const close = async () => {
    await workbench.close()
    await server.stop()
    profile.remove()
  }
  code = { workbench, profile, server, folder, close }
})
afterAll(async () => {
  await code.close()
  await endpoint.close()
})
beforeEach(() => pictureOnFailure(code))

test('code that lies on no disk is asked about, and its lines are marked', async () => {
  await explain('pricing.ts', 33, 36)
  await code.workbench.turnState('Done')
  expect(JSON.stringify(endpoint.requests.at(-1)?.body)).toContain('lines 33–36 of `src/pricing.ts`')
  await code.workbench.page
    .getByText(/\d steps? speaks? of this/)
    .filter({ visible: true })
    .first()
    .waitFor()
})

test('what its ignore files exclude is not sent', async () => {
  const asked = endpoint.requests.length
  await code.workbench.page.keyboard.press('Control+1')
  await explain('cart.ts', 31, 33)
  const word = 'src/cart.ts is excluded by .gitignore: it is never sent.'
  await code.workbench.page.locator('.notification-toast', { hasText: word }).waitFor()
  expect(endpoint.requests.length).toBe(asked)
})

test('a citation leads into it', async () => {
  await code.workbench.panel().getByRole('link', { name: 'src/pricing.ts:35' }).first().click()
  await code.workbench.page.locator('.tab.active[data-resource-name="pricing.ts"]').waitFor()
})

test('its conversations are kept, and come back with the window', async () => {
  const question = code.workbench.panel().getByRole('heading', { name: /Explain this code/ })
  await question.waitFor()
  await code.workbench.load(code.workbench.page.url())
  await question.waitFor()
  await code.workbench.turnState('Done')
  await askOn(code.workbench.panel(), 'And what of refunds?')
  await code.workbench.panel().getByRole('heading', { name: 'And what of refunds?' }).waitFor()
  await code.workbench.turnState('Done')
  expect(JSON.stringify(endpoint.requests.at(-1)?.body)).toContain('lines 33–36 of `src/pricing.ts`')
})

async function explain(file: string, first: number, last: number): Promise<void> {
  // VS Code looks for files by their names on disks only.
  const { page } = code.workbench
  const row = (name: string) =>
    page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: page.getByText(name, { exact: true }) })
  if ((await row(file).count()) === 0) await row('src').click()
  await row(file).dblclick()
  await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor()
  await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor()
  await code.workbench.selectLines(first, last)
  await code.workbench.command('ThinkTree: Explain Selection')
}

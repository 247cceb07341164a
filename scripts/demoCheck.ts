import type { Locator } from 'playwright-core'
import type { SampleEndpoint } from './endpoint/server.ts'
import type { CodeServer } from './vscode/codeServer.ts'
import { Workbench } from './vscode/workbench.ts'

interface Needs {
  readonly server: CodeServer
  readonly folder: string
  readonly endpoint: SampleEndpoint
  /** Where the picture of the panel goes. */
  readonly picture: string
}

/** Asks one question as a person would and says what came of it; throws a plain sentence where it is not as it should. */
export async function explainInBrowser({ server, folder, endpoint, picture }: Needs): Promise<void> {
  const workbench = await Workbench.open(server.origin, folder, { width: 1440, height: 900 })
  const panel = workbench.panel()
  try {
    await workbench.openFile('src/pricing.ts')
    await workbench.selectLines(32, 36)
    await workbench.command('ThinkTree: Explain Selection')
    await seen(panel.getByRole('treeitem').first(), 'No step appeared in the tree.')
    console.log('The tree grows.')
    await seen(panel.locator('.state-done'), 'The panel never said that the answer is done.')
    const steps = await panel.getByRole('treeitem').count()
    const explanation = await panel.getByLabel('Explanation', { exact: true }).first().innerText()
    console.log(`Done: ${steps} steps in view, ${explanation.split(/\s+/).length} words of explanation.`)
    if (steps < 3) throw new Error(`The tree shows only ${steps} steps.`)
    if (explanation.length < 200) throw new Error(`The explanation is only “${explanation}”.`)
    if (endpoint.requests.every(({ path }) => !path.endsWith('/chat/completions')))
      throw new Error('The endpoint was never asked.')
    if (workbench.external.length > 0)
      throw new Error(`Something else was asked on the network: ${workbench.external.join(', ')}`)
  } finally {
    await workbench.screenshot(picture)
    console.log(`Picture: ${picture}`)
    await workbench.close()
  }
}

async function seen(locator: Locator, otherwise: string): Promise<void> {
  try {
    await locator.waitFor()
  } catch (error) {
    throw new Error(otherwise, { cause: error })
  }
}

import type { Workbench } from '../vscode/workbench.ts'

/** VS Code takes changed settings and sizes a moment after. */
export const settled = 2500

/** Asks about a class of the shop, whose sample has code, a table and a revision. */
export async function explain(workbench: Workbench): Promise<void> {
  await workbench.page.keyboard.press('Control+1')
  await workbench.openFile('src/rateLimiter.ts')
  await workbench.selectLines(1, 36)
  await workbench.command('ThinkTree: Explain Selection')
}

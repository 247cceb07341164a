import { l10n, window } from 'vscode'
import type { Gate } from '../access.ts'
import type { Continuing } from '../continuing.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Report } from '../report.ts'
import { tryEndpoint } from '../tryEndpoint.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly gate: Gate
  readonly continuing: Continuing
  readonly report: Report
}

/** Asks the workspace's endpoint tiny questions, and shows what it can do. */
export function testEndpoint({ endpoints, gate, continuing, report }: Needs): Command {
  return { id: 'thinktree.testEndpoint', run }

  async function run(): Promise<void> {
    const { profile, problem } = endpoints.current()
    if (problem) return report.failure(problem)
    if (!profile) return undefined
    const unconfirmed = await endpoints.unconfirmed()
    if (unconfirmed) return report.failure(unconfirmed)
    const gated = await gate(profile)
    if ('failure' in gated) return report.failure(gated.failure)
    const tried = await tryEndpoint(gated.access, continuing)
    if (!tried) return undefined
    if ('failure' in tried) return report.failure(tried.failure)
    const title = l10n.t('{0} answers', profile.model)
    await window.showInformationMessage(title, { modal: true, detail: tried.findings })
    return undefined
  }
}

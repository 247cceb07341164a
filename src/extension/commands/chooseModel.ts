import { ConfigurationTarget, ProgressLocation, window, workspace } from 'vscode'
import { listModels } from '../../endpoint/openai.ts'
import { originOf } from '../../endpoint/profile.ts'
import { withSignal } from '../cancellation.ts'
import type { Report } from '../report.ts'
import type { Keys } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly settings: () => Settings
  readonly keys: Keys
  readonly report: Report
}

/** Lets one choose among the models that the endpoint lists, or type a name where it lists none. */
export function chooseModel({ settings, keys, report }: Needs): Command {
  return { id: 'thinktree.chooseModel', run }

  async function run(): Promise<void> {
    const { profile, problem } = settings().endpoint
    if (!profile) return report.failure(problem)
    const key = (await keys.get(originOf(profile))) ?? null
    const found = await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: `Asking ${profile.name} for its models…`,
        cancellable: true,
      },
      (_progress, token) => withSignal(token, (signal) => listModels({ profile, key }, signal)),
    )
    if ('failure' in found) return report.failure(found.failure)
    const model = await pick(found.models, profile.model)
    if (model)
      await workspace
        .getConfiguration('thinktree')
        .update('endpoint.model', model, ConfigurationTarget.Global)
    return undefined
  }
}

function pick(models: readonly string[], current: string): Thenable<string | undefined> {
  if (models.length === 0)
    return window.showInputBox({
      title: 'The endpoint lists no models',
      prompt: 'Name of the model',
      value: current,
    })
  return window.showQuickPick(models, { title: 'Choose a model', placeHolder: current || 'Model' })
}

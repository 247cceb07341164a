import { l10n, window } from 'vscode'
import type { Failure } from '../../base/failure.ts'
import { listModels, type Model } from '../../endpoint/openai.ts'
import type { Profile } from '../../endpoint/profile.ts'
import type { Gate } from '../access.ts'
import { unlessCancelled } from '../busy.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Report } from '../report.ts'
import { changeEndpoint } from '../settings.ts'
import { withoutIcons } from '../withoutIcons.ts'
import type { Command } from './command.ts'
import { ownEndpoint } from './ownEndpoint.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly gate: Gate
  readonly report: Report
}

/** Lets one choose among the models that the endpoint lists, or type a name where it lists none. */
export function chooseModel(needs: Needs): Command {
  const { gate, report } = needs
  return { id: 'thinktree.chooseModel', run }

  /** Of the endpoint in use unless another is named; true when one was chosen. */
  async function run(endpoint?: string): Promise<boolean> {
    const profile = ownEndpoint(needs, endpoint)
    if (!profile) return false
    const gated = await gate(profile)
    if ('failure' in gated) return refuse(gated.failure, profile)
    const found = await unlessCancelled(l10n.t('Asking {0} for its models…', profile.name), (signal) =>
      listModels(gated.access, signal),
    )
    if (!found) return false
    if ('failure' in found && !listsNone(found.failure)) return refuse(found.failure, profile)
    const models = 'models' in found ? found.models : []
    const model = await askForModel(models, profile.model)
    if (!model) return false
    await changeEndpoint(profile.name, { model: model.name, ...contextOf(model) })
    return true
  }

  function refuse(failure: Failure, { name }: Profile): boolean {
    report.failure(failure, { endpoint: name })
    return false
  }
}

/** A server that answers questions need not have a list of models. */
export function listsNone({ code }: Failure): boolean {
  return code === 'notFound'
}

/** What a server says of a model's context, for its settings; where it says nothing, what is set stays. */
export function contextOf({ contextLength }: Model): Pick<Model, 'contextLength'> {
  return contextLength === undefined ? {} : { contextLength }
}

/** One of the models, or a name where there are none. */
export async function askForModel(models: readonly Model[], current: string): Promise<Model | undefined> {
  if (models.length === 0) {
    const name = await window.showInputBox({
      title: l10n.t('The endpoint lists no models'),
      prompt: l10n.t('Name of the model'),
      value: current,
    })
    return name === undefined || name.trim() === '' ? undefined : { name: name.trim() }
  }
  const items = models.map((model) => ({
    label: withoutIcons(model.name),
    model,
    ...(model.contextLength !== undefined && {
      description: l10n.t('{0} tokens of context', model.contextLength.toLocaleString()),
    }),
  }))
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Choose a model'),
    placeHolder: current || l10n.t('Model'),
  })
  return chosen?.model
}

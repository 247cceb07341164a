import { commands, workspace, type Disposable, type SecretStorage } from 'vscode'
import { Disposables } from '../base/disposables.ts'
import { isFruitless } from '../core/fruitless.ts'
import type { Current } from './current.ts'
import type { Endpoints } from './endpoints.ts'
import type { Turns } from './turns.ts'

/** What a step of Get Started is done with, as context keys of VS Code: a command that was only begun does not count. */
type Done =
  | 'thinktree.sampled'
  | 'thinktree.endpointSet'
  | 'thinktree.keySet'
  | 'thinktree.answered'
  | 'thinktree.stepChosen'

interface Needs {
  readonly turns: Turns
  readonly current: Current
  readonly endpoints: Pick<Endpoints, 'list'>
  readonly secrets: SecretStorage
}

/** Tells VS Code's Get Started what was done in this window. What it has ticked, it remembers itself. */
export function tellGotStarted({ turns, current, endpoints, secrets }: Needs): Disposable {
  const life = new Disposables()
  const told = new Set<Done>()
  life.add(
    turns.listen({
      added: ({ head }) => head.sample && tell('thinktree.sampled'),
      ended: ({ head, value }) => !head.sample && !isFruitless(value) && tell('thinktree.answered'),
    }),
  )
  life.add(
    current.onSelect(({ selected, by }) => selected && by !== 'return' && tell('thinktree.stepChosen')),
  )
  life.add(
    secrets.onDidChange(async ({ key }) => {
      if ((await secrets.get(key)) !== undefined) tell('thinktree.keySet')
    }),
  )
  life.add(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('thinktree.endpoints')) tellOfEndpoints()
    }),
  )
  tellOfEndpoints()
  return life

  function tellOfEndpoints() {
    if (endpoints.list().some(({ profile }) => profile)) tell('thinktree.endpointSet')
  }

  /** Once is enough. */
  function tell(done: Done) {
    if (told.has(done)) return
    told.add(done)
    void commands.executeCommand('setContext', done, true)
  }
}

import { runCommand, type CommandEnd } from './command.ts'
import type { Proposal } from './proposal.ts'
import { copyWorkspace, type Unfit } from './scratch.ts'

export type Verification =
  | { readonly kind: 'ran'; readonly paths: readonly string[]; readonly end: CommandEnd }
  /** The command was not run: nothing is proposed, or it cannot be put where it belongs. */
  | { readonly kind: 'nothing proposed' }
  | { readonly kind: 'unfit'; readonly unfit: Unfit }

interface Given {
  readonly workspace: string
  readonly command: string
  readonly proposals: readonly Proposal[]
  /** Seconds. */
  readonly timeout: number
  readonly signal: AbortSignal
  readonly heard?: (text: string) => void
}

/**
 * Runs a command of the workspace in a copy of it that has the proposed code. The command, and through it the code that a
 * model wrote, runs with the rights of whoever asks for it: nobody may call this without their yes.
 */
export async function verify({
  workspace,
  command,
  proposals,
  signal,
  ...given
}: Given): Promise<Verification> {
  if (proposals.length === 0) return { kind: 'nothing proposed' }
  const scratch = await copyWorkspace(workspace, signal)
  try {
    for (const proposal of proposals) {
      if (signal.aborted) break
      const unfit = await scratch.apply(proposal)
      if (unfit) return { kind: 'unfit', unfit }
    }
    const end = await runCommand(command, { folder: scratch.folder, signal, ...given })
    return { kind: 'ran', paths: pathsOf(proposals), end }
  } finally {
    await scratch.dispose()
  }
}

export function pathsOf(proposals: readonly Proposal[]): readonly string[] {
  return [...new Set(proposals.map(({ path }) => path))]
}

import type { Delta } from '../base/delta.ts'
import { openaiStream, type Access } from '../endpoint/openai.ts'
import type { Profile } from '../endpoint/profile.ts'
import { severalStreams } from '../endpoint/several.ts'
import type { CompletionRequest } from '../endpoint/stream.ts'
import { inParallel } from '../base/parallel.ts'

/** An answer that is wanted. */
interface Wanted {
  readonly access: Access
  readonly prompt: CompletionRequest
}

/**
 * Asks for all answers of a list, so many at a time. Where their server gives several in one request, neighbours of the same
 * question share one.
 */
export async function askAll<T extends Wanted>(
  wanted: readonly T[],
  most: number,
  take: (one: T, index: number, deltas: AsyncIterable<Delta>) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const shared: Numbered<T>[][] = []
  const alone: Numbered<T>[][] = []
  for (const [index, one] of wanted.entries()) {
    const last = shared.at(-1)
    if (!givesSeveral(one.access.profile)) alone.push([{ one, index }])
    else if (last && last.length < most && asksTheSame(last[0]?.one, one)) last.push({ one, index })
    else shared.push([{ one, index }])
  }
  await Promise.all([inParallel(shared, 1, together, signal), inParallel(alone, most, together, signal)])

  async function together(group: readonly Numbered<T>[]): Promise<void> {
    const [first] = group
    if (!first) return
    const { access, prompt } = first.one
    const request = { messages: prompt.messages }
    const streams =
      group.length === 1
        ? [openaiStream(access)(request, signal)]
        : severalStreams(access, request, group.length, signal)
    await Promise.all(
      group.map(async ({ one, index }, at) => {
        const deltas = streams[at]
        if (deltas) await take(one, index, deltas)
      }),
    )
  }
}

interface Numbered<T> {
  readonly one: T
  readonly index: number
}

/** Which experts worked is not told of each answer apart. */
function givesSeveral({ several, experts }: Profile): boolean {
  return several && !experts
}

function asksTheSame(a: Wanted | undefined, b: Wanted): boolean {
  return a !== undefined && a.access === b.access && a.prompt === b.prompt
}

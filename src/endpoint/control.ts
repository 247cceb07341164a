import { recordOf } from '../base/json.ts'
import { inquire, type Access } from './openai.ts'
import { completionsUrl } from './profile.ts'

/**
 * Tells a server that still writes to end its thought there and to answer: the stream goes on. Whether it said that it
 * does; one that cannot leaves the stream as it is. Known of llama.cpp (tools/server: `reasoning_control`); `id` is the
 * answer's, as its chunks say it.
 */
export async function endThinking(access: Access, id: string, signal: AbortSignal): Promise<boolean> {
  const { profile } = access
  const body = { id, model: profile.model, action: 'reasoning_end' }
  const told = await inquire(access, { url: `${completionsUrl(profile)}/control`, body }, signal)
  return 'value' in told && recordOf(told.value)['success'] === true
}

import { entryOf } from '../base/entryOf.ts'
import { isRecord, listOf, recordOf, textOf, type Fields } from '../base/json.ts'

/**
 * A message as LangChain and LangSmith write it, bare (`{type: 'ai', content}`), under `data`, or as the arguments of
 * its class (`{lc: 1, id, kwargs}`), with the names of OpenAI's protocol; undefined if it is none.
 */
export function langchainMessage(value: Fields): Fields | undefined {
  const fields = [value['kwargs'], value['data'], value].find(isRecord) ?? {}
  const name = textOf(listOf(value['id']).at(-1))
    .replace(/Message(?:Chunk)?$/, '')
    .toLowerCase()
  const role = [name, textOf(fields['type']), textOf(value['type'])]
    .map((each) => entryOf(roles, each))
    .find((each) => each !== undefined)
  if (role === undefined || !('content' in fields)) return undefined
  const { model_name: model, token_usage: usage } = recordOf(fields['response_metadata'])
  return { ...recordOf(fields['additional_kwargs']), model, usage, ...fields, role }
}

/** What a run of LangChain gave: the messages of its generations, or what its text was. */
export function generationsIn(outputs: Fields): readonly Fields[] {
  return listOf(outputs['generations'])
    .flatMap((each) => (Array.isArray(each) ? listOf(each) : [each]))
    .map(recordOf)
    .map(({ message, text }) => langchainMessage(recordOf(message)) ?? { role: 'assistant', content: text })
}

const roles: Readonly<Record<string, string>> = {
  human: 'user',
  ai: 'assistant',
  aimessagechunk: 'assistant',
  system: 'system',
  tool: 'tool',
}

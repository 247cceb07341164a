import { isRecord, listOf, recordOf, textOf, type Fields } from '../base/json.ts'
import { withThoughtApart } from './marked.ts'

/** What a page to chat with has exported of one conversation, as `{messages, model}`; undefined if it is none. */
export function chatIn(value: Fields): Fields | undefined {
  if (isRecord(value['mapping'])) return mappedChat(value['mapping'], textOf(value['current_node']))
  const { history, models } = recordOf(value['chat'])
  const { messages, currentId } = recordOf(history)
  if (!isRecord(messages)) return undefined
  const path = pathTo(messages, textOf(currentId), 'parentId')
  return {
    messages: path.map((each) => ({ ...each, ...withThoughtApart(textOf(each['content'])) })),
    model: modelOf(path) || textOf(listOf(models)[0]),
  }
}

/** ChatGPT's and DeepSeek's: a tree of messages, of which the way to the last is taken. */
function mappedChat(mapping: Fields, current: string): Fields {
  const path = pathTo(mapping, current, 'parent').map(({ message }) => recordOf(message))
  const messages = path.flatMap((message) =>
    'fragments' in message ? fragmentsOf(message) : partsOf(message),
  )
  return { messages: joined(messages), model: modelOf(path) }
}

function pathTo(nodes: Fields, current: string, parent: 'parent' | 'parentId'): readonly Fields[] {
  const parents = new Set(Object.values(nodes).map((node) => textOf(recordOf(node)[parent])))
  const last = current in nodes ? current : Object.keys(nodes).findLast((id) => !parents.has(id))
  const path: Fields[] = []
  const seen = new Set<string>()
  for (let id = last ?? ''; isRecord(nodes[id]) && !seen.has(id); id = textOf(recordOf(nodes[id])[parent])) {
    seen.add(id)
    path.unshift(recordOf(nodes[id]))
  }
  return path
}

/** DeepSeek's. */
function fragmentsOf(message: Fields): readonly Fields[] {
  return listOf(message['fragments'])
    .map(recordOf)
    .flatMap(({ type, content }): readonly Fields[] => {
      if (type === 'REQUEST') return [{ role: 'user', content }]
      if (type === 'THINK') return [{ role: 'assistant', reasoning_content: content }]
      return type === 'RESPONSE' ? [{ role: 'assistant', content }] : []
    })
}

/** ChatGPT's, and DeepSeek's of before. */
function partsOf({ author, role, content, reasoning_content: reasoning }: Fields): readonly Fields[] {
  const who = (textOf(recordOf(author)['role']) || textOf(role)).toLowerCase()
  if (typeof content === 'string')
    return [{ role: who, content, ...(reasoning ? { reasoning_content: reasoning } : {}) }]
  const { content_type: kind, parts, thoughts } = recordOf(content)
  if (kind === 'thoughts') {
    const text = listOf(thoughts).map((each) => textOf(recordOf(each)['content']))
    return [{ role: who, reasoning_content: text.join('\n\n') }]
  }
  const text = listOf(parts).map((part) => (typeof part === 'string' ? part : textOf(recordOf(part)['text'])))
  return kind === 'text' && text.join('') !== '' ? [{ role: who, content: text.join('\n') }] : []
}

/** What one said in several messages is one. */
function joined(messages: readonly Fields[]): readonly Fields[] {
  const found: Fields[] = []
  for (const message of messages) {
    const last = found.at(-1)
    if (message['role'] !== 'assistant' || last?.['role'] !== 'assistant') found.push(message)
    else {
      const both = (key: string) =>
        [last[key], message[key]]
          .map(textOf)
          .filter((text) => text !== '')
          .join('\n\n')
      found[found.length - 1] = {
        ...last,
        reasoning_content: both('reasoning_content'),
        content: both('content'),
      }
    }
  }
  return found
}

function modelOf(messages: readonly Fields[]): string {
  return (
    messages
      .map(({ model, metadata }) => textOf(model) || textOf(recordOf(metadata)['model_slug']))
      .findLast((model) => model !== '') ?? ''
  )
}

import { listOf, recordOf, textOf } from '../base/json.ts'
import { fence } from './fence.ts'
import type { Outgoing } from './openai.ts'
import { originOf, completionsUrl, type Profile } from './profile.ts'
import { bodyOfRequest } from './request.ts'
import type { CompletionRequest } from './stream.ts'

/**
 * The request as a Markdown page for people: where it goes, with which fields, and every message in full, exactly as
 * it is sent. Neither key nor header values are in it.
 */
export function renderRequest(profile: Profile, request: CompletionRequest): string {
  return renderOutgoing(profile, { url: completionsUrl(profile), body: bodyOfRequest(profile, request) })
}

/** The same of a request to any address of the server; a prompt that is one text stands in full too. */
export function renderOutgoing(profile: Profile, { url, body }: Outgoing): string {
  const { messages, prompt, ...fields } = body
  const headers = Object.keys(profile.headers)
  const page = [
    `# Request to ${originOf(profile)}`,
    `\`POST ${url}\``,
    headers.length > 0
      ? `With the headers ${headers.map((name) => `\`${name}\``).join(', ')}, values not shown.`
      : '',
    fence(JSON.stringify(fields, null, 2), 'json'),
    ...listOf(messages)
      .map(recordOf)
      .flatMap(({ role, content, ...more }, index) => [
        `## Message ${index + 1}: ${textOf(role)}`,
        typeof content === 'string'
          ? fence(content, 'markdown')
          : fence(JSON.stringify(content, null, 2), 'json'),
        Object.keys(more).length > 0 ? fence(JSON.stringify(more, null, 2), 'json') : '',
      ]),
    ...(prompt === undefined ? [] : ['## Prompt', fence(textOf(prompt), 'markdown')]),
  ]
  return `${page.filter((part) => part !== '').join('\n\n')}\n`
}

import { listOf, recordOf, textOf } from '../base/json.ts'
import { inEnglish, type Say } from '../base/say.ts'
import { fence } from '../base/fence.ts'
import type { Outgoing } from './openai.ts'
import { originOf, completionsUrl, type Profile } from './profile.ts'
import { bodyOfRequest } from './request.ts'
import type { CompletionRequest } from './stream.ts'

/**
 * The request as a Markdown page for people: where it goes, with which fields, and every message in full, exactly as
 * it is sent. Neither key nor header values are in it.
 */
export function renderRequest(profile: Profile, request: CompletionRequest, say: Say = inEnglish): string {
  return renderOutgoing(profile, { url: completionsUrl(profile), body: bodyOfRequest(profile, request) }, say)
}

/** The same of a request to any address of the server; a prompt that is one text stands in full too. */
export function renderOutgoing(profile: Profile, { url, body }: Outgoing, say: Say = inEnglish): string {
  const { messages, prompt, ...fields } = body
  const headers = Object.keys(profile.headers)
  const page = [
    `# ${say('Request to {0}', originOf(profile))}`,
    `\`POST ${url}\``,
    headers.length > 0
      ? say('With the headers {0}, values not shown.', headers.map((name) => `\`${name}\``).join(', '))
      : '',
    fence(JSON.stringify(fields, null, 2), 'json'),
    ...listOf(messages)
      .map(recordOf)
      .flatMap(({ role, content, ...more }, index) => [
        `## ${say('Message {0}: {1}', index + 1, textOf(role))}`,
        typeof content === 'string'
          ? fence(content, 'markdown')
          : fence(JSON.stringify(content, null, 2), 'json'),
        Object.keys(more).length > 0 ? fence(JSON.stringify(more, null, 2), 'json') : '',
      ]),
    ...(prompt === undefined ? [] : [`## ${say('Prompt')}`, fence(textOf(prompt), 'markdown')]),
  ]
  return `${page.filter((part) => part !== '').join('\n\n')}\n`
}

import { fence } from './fence.ts'
import { originOf, completionsUrl, type Profile } from './profile.ts'
import { bodyOfRequest } from './request.ts'
import type { CompletionRequest } from './stream.ts'

/**
 * The request as a Markdown page for people: where it goes, with which fields, and every message in full, exactly as
 * it is sent. Neither key nor header values are in it.
 */
export function renderRequest(profile: Profile, request: CompletionRequest): string {
  const { messages: _, ...fields } = bodyOfRequest(profile, request)
  const headers = Object.keys(profile.headers)
  const page = [
    `# Request to ${originOf(profile)}`,
    `\`POST ${completionsUrl(profile)}\``,
    headers.length > 0
      ? `With the headers ${headers.map((name) => `\`${name}\``).join(', ')}, values not shown.`
      : '',
    fence(JSON.stringify(fields, null, 2), 'json'),
    ...request.messages.flatMap(({ role, content }, index) => [
      `## Message ${index + 1}: ${role}`,
      fence(content, 'markdown'),
    ]),
  ]
  return `${page.filter((part) => part !== '').join('\n\n')}\n`
}

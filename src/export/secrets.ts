interface Secret {
  readonly pattern: RegExp
  /** What stands in all that fits, and is found sooner. */
  readonly hint?: RegExp
}

/**
 * What looks like a key, a password or a private file, by the forms their makers gave them; what stands before it, in the
 * first group, is none of it.
 */
const secrets: readonly Secret[] = [
  {
    pattern:
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]{0,20000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  },
  {
    hint: /[-_][\w-]{16}/,
    pattern: /\b(?:sk|gsk|hf|pk|rk|xai|npm|glpat|dop_v1|shpat|sq0atp|whsec)[-_](?=[\w-]*\d)[\w-]{16,}/g,
  },
  { hint: /[-_][\w-]{16}/, pattern: /\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}/g },
  { pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { pattern: /\bAIza[\w-]{30,}/g },
  { pattern: /\bxox[abeoprs]-[\w-]{10,}/g },
  { pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g },
  { pattern: /(\b(?:bearer|basic)\s{1,4})(?=[\w.~+/=-]*\d)[\w.~+/=-]{16,}/gi },
  { pattern: /(:\/\/[^/\s:@]{1,100}:)[^/\s@]{1,200}(?=@)/g },
  {
    hint: /[:=]\s{0,3}["'][^"'\s]{8}/,
    pattern:
      /(\b(?:api[_-]?key|secret|passwd|password|access[_-]?token|auth[_-]?token)["']?\s{0,3}[:=]\s{0,3}["'])[^"'\s]{8,200}(?=["'])/gi,
  },
]

/** How a folder of a person begins, whose name is not to be given away. */
const homes = /(?:\/(?:home|Users)\/|\b[A-Za-z]:[\\/]Users[\\/])[^\s/\\:"'`<>|)\]]{1,64}|\/root(?=\/)/g

/** How many things that look like secrets stand in a text. */
export function countSecrets(text: string): number {
  return secrets.reduce(
    (sum, { hint, pattern }) => (hint && !hint.test(text) ? sum : sum + (text.match(pattern)?.length ?? 0)),
    0,
  )
}

/** The text without what looks like a secret, and with `~` for folders of people. */
export function withoutSecrets(text: string): string {
  const redacted = (_: string, before?: unknown) => `${typeof before === 'string' ? before : ''}[redacted]`
  return secrets.reduce((clean, { pattern }) => clean.replace(pattern, redacted), text).replace(homes, '~')
}

/**
 * What looks like a key, a password or a private file, by the forms their makers gave them; what stands before it, in the
 * first group, is none of it.
 */
const secrets: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]{0,20000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /\b(?:sk|gsk|hf|pk|rk|xai|npm|glpat|dop_v1|shpat|sq0atp|whsec)[-_](?=[\w-]*\d)[\w-]{16,}/g,
  /\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bAIza[\w-]{30,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g,
  /(\b(?:bearer|basic)\s{1,4})(?=[\w.~+/=-]*\d)[\w.~+/=-]{16,}/gi,
  /(:\/\/[^/\s:@]{1,100}:)[^/\s@]{1,200}(?=@)/g,
  /(\b(?:api[_-]?key|secret|passwd|password|access[_-]?token|auth[_-]?token)["']?\s{0,3}[:=]\s{0,3}["'])[^"'\s]{8,200}(?=["'])/gi,
]

/** How a folder of a person begins, whose name is not to be given away. */
const homes = /(?:\/(?:home|Users)\/|\b[A-Za-z]:[\\/]Users[\\/])[^\s/\\:"'`<>|)\]]{1,64}|\/root(?=\/)/g

/** How many things that look like secrets stand in a text. */
export function countSecrets(text: string): number {
  return secrets.reduce((sum, pattern) => sum + (text.match(pattern)?.length ?? 0), 0)
}

/** The text without what looks like a secret, and with `~` for folders of people. */
export function withoutSecrets(text: string): string {
  const redacted = (_: string, before?: unknown) => `${typeof before === 'string' ? before : ''}[redacted]`
  return secrets.reduce((clean, pattern) => clean.replace(pattern, redacted), text).replace(homes, '~')
}

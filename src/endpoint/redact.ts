/** Removes the given secrets, and whatever looks like a key, from a text that people or logs will see. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text
  for (const secret of secrets.flatMap(forms)) clean = clean.replaceAll(secret, '•••')
  return clean
    .replace(/\b(bearer|basic)\s+[\w.~+/=*-]{6,}/gi, '$1 •••')
    .replace(/\b(sk|gsk|hf|pk|rk|xai)[-_][\w*-]{8,}/g, '•••')
    .replace(/(:\/\/)[^/\s:@]+:[^/\s@]+@/g, '$1•••@')
}

/** A secret as it is, inside JSON and inside an address. Very short ones would blot out ordinary words. */
function forms(secret: string): readonly string[] {
  if (secret.length < 4) return []
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])]
}

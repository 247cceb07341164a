/** Words in HTML of ours, as text or between quotes: no sign of theirs means anything there. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** As much of a text as there is room for: at most `most` UTF-16 units, the last of them an ellipsis where some is left out. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
}

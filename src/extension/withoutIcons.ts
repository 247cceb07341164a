/** A label without what VS Code would make an icon of: people and models write such things too. */
export function withoutIcons(label: string): string {
  return label.replaceAll('$(', '(')
}

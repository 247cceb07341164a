/** The keys that VS Code has for commands in the panel, as `package.json` binds them on this machine, by the command. */
export function commandKeys() {
  const control = isMac() ? '⌘' : 'Ctrl+'
  const chord = (second: string) => `${control}K ${control}${second}`
  return {
    answerLine: chord('L'),
    answerNow: chord('A'),
    editStep: 'F2',
    goOnFromHere: chord('Enter'),
    putInHint: keyShown('Shift+F2'),
    search: `${control}F`,
    stop: platform().startsWith('Win') ? 'Alt+Backspace' : `${control}Escape`,
    /** No command: in a step that is edited. */
    submit: `${control}Enter`,
  }
}

/** A key, or words with one, as this machine's keyboard has it. */
export function keyShown(key: string): string {
  return isMac() ? key.replace('Alt+', '⌥').replace('Shift+', '⇧') : key
}

function isMac(): boolean {
  return platform().startsWith('Mac')
}

function platform(): string {
  return globalThis.navigator?.platform ?? ''
}

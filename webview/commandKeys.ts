/** The keys that VS Code has for commands in the panel, as `package.json` binds them on this machine, by the command. */
export function commandKeys() {
  const platform = globalThis.navigator?.platform ?? ''
  const control = platform.startsWith('Mac') ? '⌘' : 'Ctrl+'
  const chord = (second: string) => `${control}K ${control}${second}`
  return {
    answerLine: chord('L'),
    answerNow: chord('A'),
    editStep: 'F2',
    goOnFromHere: chord('Enter'),
    putInHint: 'Shift+F2',
    search: `${control}F`,
    stop: platform.startsWith('Win') ? 'Alt+Backspace' : `${control}Escape`,
    /** No command: in a step that is edited. */
    submit: `${control}Enter`,
  }
}

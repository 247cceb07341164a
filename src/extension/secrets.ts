import { window, type SecretStorage } from 'vscode'

/** API keys in VS Code's SecretStorage, one for each origin: a key never goes to another. */
export interface Keys {
  /** Read anew before each request; other windows may have changed it. */
  get(origin: string): Thenable<string | undefined>
  /** Asks the user; true when a key was given. */
  ask(origin: string): Promise<boolean>
  clear(origin: string): Thenable<void>
}

export function openKeys(secrets: SecretStorage): Keys {
  const name = (origin: string) => `key:${origin}`
  return {
    get: (origin) => secrets.get(name(origin)),
    clear: (origin) => secrets.delete(name(origin)),
    async ask(origin) {
      const key = await window.showInputBox({
        title: `API key for ${origin}`,
        prompt: 'Kept in VS Code’s secret storage and sent to this address only.',
        password: true,
        ignoreFocusOut: true,
        validateInput: (value) =>
          /[^\x21-\x7e]/.test(value.trim()) ? 'A key has no spaces or special characters.' : undefined,
      })
      const trimmed = key?.trim()
      if (!trimmed) return false
      await secrets.store(name(origin), trimmed)
      return true
    },
  }
}

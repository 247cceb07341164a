import { l10n, window, type SecretStorage } from 'vscode'

/**
 * API keys and the values of secret headers in VS Code's SecretStorage, by origin: what is given for one goes to no
 * other. Without a header's name the key is meant.
 */
export interface Keys {
  /** Read anew before each request; other windows may have changed it. */
  get(origin: string, header?: string): Thenable<string | undefined>
  /** Asks the user; true when a value was given. */
  ask(origin: string, header?: string): Promise<boolean>
  clear(origin: string, header?: string): Thenable<void>
}

export function openKeys(secrets: SecretStorage): Keys {
  const name = (origin: string, header?: string) =>
    header === undefined ? `key:${origin}` : `header:${header.toLowerCase()}:${origin}`
  return {
    get: (origin, header) => secrets.get(name(origin, header)),
    clear: (origin, header) => secrets.delete(name(origin, header)),
    async ask(origin, header) {
      const value = await window.showInputBox({
        title:
          header === undefined
            ? l10n.t('API key for {0}', origin)
            : l10n.t('Value of the header {0} for {1}', header, origin),
        prompt: l10n.t('Kept in VS Code’s secret storage and sent to this address only.'),
        password: true,
        ignoreFocusOut: true,
        validateInput: (typed) =>
          (header === undefined ? /[^\x21-\x7e]/ : /[^\x20-\x7e]/).test(typed.trim())
            ? l10n.t('A key has no spaces or special characters.')
            : undefined,
      })
      const trimmed = value?.trim()
      if (!trimmed) return false
      await secrets.store(name(origin, header), trimmed)
      return true
    },
  }
}

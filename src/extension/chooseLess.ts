import { l10n, window, type QuickPickItem } from 'vscode'

/** What to leave out of a question that was too long. */
export type Less =
  | { readonly kind: 'budget'; readonly tokens: number }
  | { readonly kind: 'noHistory' }
  | { readonly kind: 'settings' }

interface Item extends QuickPickItem {
  readonly less: Less
}

/** Offers what a question of so many tokens can do without; undefined when dismissed. */
export async function chooseLess(promptTokens: number, followsOthers: boolean): Promise<Less | undefined> {
  const budget = (label: string, part: number): Item => {
    const tokens = Math.ceil(promptTokens * part)
    const description = l10n.t(
      '≈ {0} tokens; lines far from those asked about are left out',
      tokens.toLocaleString(),
    )
    return { label, description, less: { kind: 'budget', tokens } }
  }
  const items: readonly Item[] = [
    budget(l10n.t('Ask again with half of it'), 1 / 2),
    budget(l10n.t('Ask again with a quarter of it'), 1 / 4),
    ...(followsOthers
      ? [{ label: l10n.t('Ask again without earlier questions'), less: { kind: 'noHistory' } } as const]
      : []),
    { label: l10n.t('Change what is sent…'), less: { kind: 'settings' } },
  ]
  const chosen = await window.showQuickPick(items, { title: l10n.t('The question was too long') })
  return chosen?.less
}

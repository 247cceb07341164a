import { l10n, window, type QuickPickItem } from 'vscode'
import type { Prompt } from '../../endpoint/prompt.ts'

/** What to leave out of a question that was too long. */
export type Less =
  | { readonly kind: 'budget'; readonly tokens: number }
  | { readonly kind: 'noHistory' }
  | { readonly kind: 'settings' }

interface Item extends QuickPickItem {
  readonly less: Less
}

/**
 * Offers what a question of so many tokens can do without, each with what would be sent then; what would make it no
 * shorter is not offered. Undefined when dismissed.
 */
export async function chooseLess(
  promptTokens: number,
  followsOthers: boolean,
  promptWith: (less: Less) => Prompt,
): Promise<Less | undefined> {
  const part = (share: number): Less => ({ kind: 'budget', tokens: Math.ceil(promptTokens * share) })
  const ways: readonly (readonly [string, Less])[] = [
    [l10n.t('Ask again with half of it'), part(1 / 2)],
    [l10n.t('Ask again with a quarter of it'), part(1 / 4)],
    ...(followsOthers
      ? [[l10n.t('Ask again without earlier questions'), { kind: 'noHistory' }] as const]
      : []),
  ]
  const shorter = ways.flatMap(([label, less]): readonly Item[] => {
    const { promptTokens: tokens, leftOut } = promptWith(less)
    if (tokens >= promptTokens) return []
    const description = l10n.t('≈ {0} tokens', tokens.toLocaleString())
    const detail = leftOut.length > 0 ? l10n.t('left out: {0}', leftOut.join('; ')) : undefined
    return [{ label, description, ...(detail !== undefined && { detail }), less }]
  })
  const items: readonly Item[] = [
    ...shorter,
    { label: l10n.t('Change what is sent…'), less: { kind: 'settings' } },
  ]
  const title = l10n.t('The question was too long: ≈ {0} tokens', promptTokens.toLocaleString())
  return (await window.showQuickPick(items, { title }))?.less
}

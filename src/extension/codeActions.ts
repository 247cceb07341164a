import { CodeAction, CodeActionKind, l10n, languages, type Disposable } from 'vscode'

const kind = CodeActionKind.RefactorRewrite.append('thinktree')

/** Offers to explain or ask on any non-empty selection. */
export function registerCodeActions(): Disposable {
  const offer = (title: string, command: string) => {
    const action = new CodeAction(title, kind)
    action.command = { title, command }
    return action
  }
  return languages.registerCodeActionsProvider(
    { pattern: '**' },
    {
      provideCodeActions: (_document, range) =>
        range.isEmpty
          ? []
          : [
              offer(l10n.t('Explain with ThinkTree'), 'thinktree.explainSelection'),
              offer(l10n.t('Ask ThinkTree about this…'), 'thinktree.askSelection'),
            ],
    },
    { providedCodeActionKinds: [kind] },
  )
}

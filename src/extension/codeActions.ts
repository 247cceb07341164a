import { CodeAction, CodeActionKind, languages, type Disposable } from 'vscode'

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
              offer('Explain with ThinkTree', 'thinktree.explainSelection'),
              offer('Ask ThinkTree about this…', 'thinktree.askSelection'),
            ],
    },
    { providedCodeActionKinds: [kind] },
  )
}

import { l10n, ThemeIcon, window, type QuickInputButton, type QuickPickItem } from 'vscode'
import type { QuestionHistory } from '../history.ts'

interface Options {
  /** Shown at once, so that nothing typed goes to the editor; more is said when `about` is known. */
  readonly title: string
  /** Such as `src/cart.ts:12–30 · ≈ 900 of 6,000 tokens`. */
  readonly about: Promise<string>
  readonly history: QuestionHistory
  /** Shows what would be sent with the question typed so far. */
  readonly preview: (question: string) => Promise<void>
  readonly unexpected: (error: unknown) => void
}

const previewButton: QuickInputButton = {
  iconPath: new ThemeIcon('eye'),
  tooltip: l10n.t('Preview what is sent'),
}

/** Asks for a question, offering those asked before; undefined when dismissed. */
export function askQuestion({
  title,
  about,
  history,
  preview,
  unexpected,
}: Options): Promise<string | undefined> {
  const input = window.createQuickPick<QuickPickItem>()
  const past = history.list().map((label) => ({ label, iconPath: new ThemeIcon('history') }))
  input.title = title
  input.placeholder = l10n.t('Your question')
  input.buttons = [previewButton]
  input.ignoreFocusOut = true
  input.items = past
  input.busy = true
  input.show()
  return new Promise((done, failed) => {
    about.then(
      (text) => {
        input.title = `${title} ${text}`
        input.busy = false
      },
      (error: unknown) => {
        failed(error)
        input.hide()
      },
    )
    // What is typed stands first, so that Enter asks it and not a past question that merely matches.
    input.onDidChangeValue((value) => {
      const typed = value.trim()
      const others = past.filter(({ label }) => label !== typed)
      const first = { label: typed, alwaysShow: true, iconPath: new ThemeIcon('comment') }
      input.items = typed === '' ? past : [first, ...others]
      input.activeItems = input.items.slice(0, 1)
    })
    input.onDidTriggerButton(() => void preview(input.value.trim()).catch(unexpected))
    input.onDidAccept(() => {
      const question = (input.activeItems[0]?.label ?? input.value).trim()
      if (question === '') return
      done(question)
      input.hide()
    })
    input.onDidHide(() => {
      done(undefined)
      input.dispose()
    })
  })
}

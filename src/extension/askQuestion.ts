import { ThemeIcon, window, type QuickInputButton, type QuickPickItem } from 'vscode'
import type { QuestionHistory } from './history.ts'

interface Options {
  /** Such as `Ask about src/cart.ts:12–30`. */
  readonly title: string
  /** Such as `≈ 900 of 6,000 tokens`. */
  readonly size: string
  readonly history: QuestionHistory
  /** Shows what would be sent with the question typed so far. */
  readonly preview: (question: string) => unknown
}

const previewButton: QuickInputButton = {
  iconPath: new ThemeIcon('eye'),
  tooltip: 'Preview what is sent',
}

/** Asks for a question, offering those asked before; undefined when dismissed. */
export function askQuestion({ title, size, history, preview }: Options): Promise<string | undefined> {
  const input = window.createQuickPick<QuickPickItem>()
  const past = history.list().map((label) => ({ label, iconPath: new ThemeIcon('history') }))
  input.title = `${title} · ${size}`
  input.placeholder = 'Your question'
  input.buttons = [previewButton]
  input.ignoreFocusOut = true
  input.items = past
  return new Promise((done) => {
    // What is typed stands first, so that Enter asks it and not a past question that merely matches.
    input.onDidChangeValue((value) => {
      const typed = value.trim()
      const others = past.filter(({ label }) => label !== typed)
      input.items =
        typed === ''
          ? past
          : [{ label: typed, alwaysShow: true, iconPath: new ThemeIcon('comment') }, ...others]
      input.activeItems = input.items.slice(0, 1)
    })
    input.onDidTriggerButton(() => preview(input.value.trim()))
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
    input.show()
  })
}

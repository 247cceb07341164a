import { InputBoxValidationSeverity, l10n, window } from 'vscode'
import { normaliseBaseUrl } from '../../endpoint/baseUrl.ts'
import { completionsUrl } from '../../endpoint/profile.ts'
import { say } from '../say.ts'

/** The address as it will be used; while typing, where questions will go is shown. */
export async function askForAddress(title: string, given: string): Promise<string | undefined> {
  const written = await window.showInputBox({
    title,
    prompt: l10n.t('Such as http://127.0.0.1:8000/v1'),
    value: given,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      if (typed.trim() === '') return undefined
      const read = normaliseBaseUrl(typed, say)
      if ('problem' in read) return read.problem
      const message = l10n.t('Questions go to {0}', completionsUrl({ baseUrl: read.url }))
      return { message, severity: InputBoxValidationSeverity.Info }
    },
  })
  const read = normaliseBaseUrl(written ?? '')
  return 'url' in read ? read.url : undefined
}

import { l10n } from 'vscode'
import { saying, type Say } from '../base/say.ts'

/** The user's language, for rooms that do not know VS Code. */
export const say: Say = saying(l10n.bundle ?? {})

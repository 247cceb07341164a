import { isRecord, parseJson } from '../base/json.ts'
import type { ToWebview } from './webview.ts'

/**
 * What goes to the page goes as text: it passes through two more windows on its way, and one text is copied there ten
 * times as fast as ten thousand steps.
 */
export function encode(message: ToWebview): string {
  return JSON.stringify(message)
}

/** The host is ours; only a stranger's message is kept out. */
export function decode(data: unknown): ToWebview | undefined {
  const message = typeof data === 'string' ? parseJson(data) : data
  return isMessage(message) ? message : undefined
}

function isMessage(message: unknown): message is ToWebview {
  return isRecord(message) && typeof message['type'] === 'string'
}

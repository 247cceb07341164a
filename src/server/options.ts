import type { InitializeParams } from 'vscode-languageserver'
import { isRecord, listOf, recordOf } from '../base/json.ts'
import type { ServerOptions } from '../protocol/server.ts'

/** What the client says of itself as it begins, as far as it has the form of that. */
export function optionsOf({ initializationOptions }: InitializeParams): ServerOptions {
  const { translations, lenses, kept } = recordOf(initializationOptions as unknown)
  return {
    translations: textsOf(translations),
    lenses: textsOf(lenses),
    kept: listOf(kept).filter((path) => typeof path === 'string'),
  }
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {}
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(texts)
}

import { alpaca, axolotl, messages, openai, promptCompletion, sharegpt } from './conversations.ts'
import type { DataFormat } from './data.ts'
import { preference } from './preference.ts'
import { prm800k, stepwise } from './steps.ts'

/** All forms of training data. */
export const dataFormats: readonly DataFormat[] = [
  messages,
  promptCompletion,
  preference,
  stepwise,
  sharegpt,
  alpaca,
  axolotl,
  prm800k,
  openai,
]

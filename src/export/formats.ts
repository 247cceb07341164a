import { alpaca, axolotl, messages, openai, promptCompletion, sharegpt } from './conversations.ts'
import type { DataFormat } from './data.ts'
import {
  alpacaRanking,
  axolotlPreference,
  openaiPreference,
  preference,
  reward,
  sharegptRanking,
} from './preference.ts'
import { grpo, openaiRft } from './prompts.ts'
import { prm800k, stepwise } from './steps.ts'
import { kto, sharegptKto } from './unpaired.ts'

/** All forms of training data. */
export const dataFormats: readonly DataFormat[] = [
  messages,
  promptCompletion,
  preference,
  reward,
  kto,
  grpo,
  stepwise,
  sharegpt,
  sharegptRanking,
  sharegptKto,
  alpaca,
  alpacaRanking,
  axolotl,
  axolotlPreference,
  prm800k,
  openai,
  openaiPreference,
  openaiRft,
]

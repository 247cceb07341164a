import { inPowers } from '../../src/base/powers.ts'
import { duration } from '../format.ts'
import { language } from '../words.ts'
import { said } from './words.ts'

/** What is not known says nothing. */
export function known<T>(value: T | undefined, say: (value: T) => string): string | undefined {
  return value === undefined ? undefined : say(value)
}

export const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
export const amount = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 })

export function seconds(value: number | undefined): string | undefined {
  return known(value, (each) => duration(each * 1000))
}

export function operations(value: number | undefined): string | undefined {
  return value === undefined || value === 0 ? undefined : inPowers(value, (each) => amount.format(each))
}

export function wattHours(value: number | undefined): string | undefined {
  return known(value, (each) => said.wattHours(amount.format(each)))
}

export function bits(value: number | null | undefined): string | undefined {
  return value === null || value === undefined ? undefined : said.bits(amount.format(value))
}

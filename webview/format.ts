import { language, words } from './words.ts'

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
const percent = new Intl.NumberFormat(language, { style: 'percent' })
const tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** `1,204`, or `~1,204` for an estimate. */
export function tokenCount(tokens: number, estimated: boolean): string {
  return (estimated ? '~' : '') + whole.format(tokens)
}

/** For narrow columns: `940`, `12.3k`. */
export function shortCount(count: number): string {
  return count < 10_000 ? whole.format(count) : `${tenth.format(count / 1000)}k`
}

export function perSecond(rate: number): string {
  return rate < 100 ? tenth.format(rate) : whole.format(rate)
}

/** Such as `45%`, of a number from 0 to 1. */
export function share(part: number): string {
  return percent.format(part)
}

/** Such as `45%` or `0.42%`: what is small keeps two digits. */
export function fineShare(part: number): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumSignificantDigits: 2 }).format(part)
}

/** Such as `$0.0021`: small sums keep two digits that say something. */
export function money(sum: number, currency: string): string {
  const small = { maximumSignificantDigits: 2 }
  return new Intl.NumberFormat(language, { style: 'currency', currency, ...(sum < 0.1 && small) }).format(sum)
}

/** When somebody said something, such as `25 Nov, 14:02`; empty where that is no time. */
export function dateAndTime(time: string | number): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return ''
  return date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
}

/** Times as short as they can be to be told apart: `14:02`, on several days with the day; empty for 0, which is not known. */
export function momentsApart(times: readonly number[]): readonly string[] {
  const known = times.filter((time) => time > 0)
  const days = new Set(known.map((time) => new Date(time).toDateString()))
  const day = days.size > 1 ? ({ month: 'short', day: 'numeric' } as const) : {}
  const minute = { ...day, hour: 'numeric', minute: '2-digit' } as const
  const isShort = new Set(known.map((time) => Math.floor(time / 60_000))).size === known.length
  const form = new Intl.DateTimeFormat(language, isShort ? minute : { ...minute, second: '2-digit' })
  return times.map((time) => (time > 0 ? form.format(time) : ''))
}

/** A clock for something under way: `7 s`, `1:05`, `1:02:03`. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  return seconds < 60 ? words.seconds(String(seconds)) : minutes(seconds)
}

/** A length of time that is over: `0.4 s`, `12.3 s`, `1:05`. */
export function duration(milliseconds: number): string {
  return milliseconds < 59_950
    ? words.seconds(tenth.format(milliseconds / 1000))
    : minutes(Math.round(milliseconds / 1000))
}

function minutes(seconds: number): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${pad(rest)}:${pad(seconds % 60)}` : `${rest}:${pad(seconds % 60)}`
}

/** For narrow columns, from seconds: `0.4s`, `12.3s`, `1:05`. */
export function shortTime(seconds: number): string {
  return seconds < 59.95 ? words.secondsNarrow(tenth.format(seconds)) : minutes(Math.round(seconds))
}

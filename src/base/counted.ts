const plural = new Intl.PluralRules('en')
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** How many of what there are, in English: `1 step`, `1,200 steps`. */
export function counted(count: number, one: string, other: string): string {
  return `${whole.format(count)} ${plural.select(count) === 'one' ? one : other}`
}

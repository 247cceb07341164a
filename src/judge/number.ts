/** What an expression of numbers is worth. `exact` where it was written without rounding. */
export interface Quantity {
  readonly value: number
  readonly exact?: Fraction
}

interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

/** Expressions longer than this are compared as texts. */
const longest = 300
const deepest = 40

/**
 * The worth of a number or of an expression of numbers: `1,234.5`, `-3/4`, `\frac{3}{4}`, `2\frac12`, `1.5e-3`,
 * `2 * 10^{6}`, `\sqrt{2}/2`, `3π`, `12%`. Undefined where it is none, or is too long.
 */
export function quantityOf(text: string): Quantity | undefined {
  const source = text.replace(/(?<=\d),(?=\d{3}(?!\d))|(?<=\d)\{,\}(?=\d{3})/g, '')
  if (source.length > longest || !/[\dπ∞e]/.test(source)) return undefined
  const read = createReader(source.replace(/\s+/g, ' ').trim())
  const found = read.sum(0)
  return found && read.atEnd() && Number.isFinite(found.value) ? found : undefined
}

/** Equal exactly where both are exact; else where they agree in nine digits, or in six decimals as math-verify rounds. */
export function equal(a: Quantity, b: Quantity): boolean {
  if (a.exact && b.exact && a.exact.over * b.exact.under === b.exact.over * a.exact.under) return true
  const difference = Math.abs(a.value - b.value)
  const size = Math.max(Math.abs(a.value), Math.abs(b.value))
  const bothExact = a.exact && b.exact
  return difference <= size * 1e-9 && !bothExact ? true : roundedSame(a, b)
}

export function scaled({ value, exact }: Quantity, by: bigint): Quantity {
  return {
    value: value * Number(by),
    ...(exact && { exact: { over: exact.over * by, under: exact.under } }),
  }
}

/** A decimal that was cut after six digits or more is what it was cut from. Whole numbers are never cut. */
function roundedSame(a: Quantity, b: Quantity): boolean {
  if (isWhole(a) && isWhole(b)) return false
  return Math.abs(a.value - b.value) <= 0.5e-6 && Math.abs(a.value - b.value) <= Math.abs(a.value) * 1e-3
}

function isWhole({ exact }: Quantity): boolean {
  return exact !== undefined && exact.over % exact.under === 0n
}

function createReader(source: string) {
  let at = 0
  return { sum, atEnd: () => at >= source.length }

  function sum(depth: number): Quantity | undefined {
    if (depth > deepest) return undefined
    let total = product(depth)
    while (total) {
      if (take(/\s*\+\s*/y)) total = plus(total, product(depth), 1n)
      else if (take(/\s*-\s*/y)) total = plus(total, product(depth), -1n)
      else return total
    }
    return undefined
  }

  function product(depth: number): Quantity | undefined {
    let total = signed(depth)
    while (total) {
      if (take(/\s*\*\s*/y)) total = times(total, signed(depth))
      else if (take(/\s*[/:]\s*/y)) total = over(total, signed(depth))
      else if (/^\s*(?:[({π]|\\sqrt|\\frac)/.test(source.slice(at, at + 8))) {
        take(/\s*/y)
        total = times(total, power(depth))
      } else return total
    }
    return undefined
  }

  function signed(depth: number): Quantity | undefined {
    let sign = 1n
    for (let more = take(/\s*[+-]\s*/y); more; more = take(/\s*[+-]\s*/y))
      if (more.includes('-')) sign = -sign
    const value = power(depth)
    return value && scaled(value, sign)
  }

  function power(depth: number): Quantity | undefined {
    const base = atom(depth)
    if (!base || !take(/\s*(?:\^|\*\*)\s*/y)) return base && percent(base)
    const exponent = take(/-(?=[\d(])/y) ? negated(atom(depth + 1)) : atom(depth + 1)
    return exponent && percent(raised(base, exponent))
  }

  function percent(value: Quantity): Quantity {
    return take(/\s*%/y) ? (over(value, whole(100n)) ?? value) : value
  }

  function atom(depth: number): Quantity | undefined {
    const number = take(/\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?|\.\d+/y)
    if (number) return mixed(decimal(number), depth)
    if (take(/π|pi\b/y)) return { value: Math.PI }
    if (take(/∞/y)) return undefined
    if (take(/e(?![A-Za-z])/y)) return { value: Math.E }
    if (take(/\\frac\s*/y)) return over(argument(depth), argument(depth))
    if (take(/\\sqrt\s*/y)) {
      const degree = take(/\[/y) ? closed(']', depth) : whole(2n)
      const of = argument(depth)
      return of && degree && rooted(of, degree)
    }
    if (take(/√|sqrt(?=\()/y)) return rooted(atom(depth + 1), whole(2n))
    if (take(/\(/y)) return closed(')', depth)
    if (take(/\{/y)) return closed('}', depth)
    return undefined
  }

  /** `2\frac12` and `2 1/2` are sums. */
  function mixed(base: Quantity, depth: number): Quantity | undefined {
    if (!isWhole(base)) return base
    if (/^\s*\\frac/.test(source.slice(at, at + 8))) {
      take(/\s*/y)
      return plus(base, atom(depth + 1), 1n)
    }
    const part = take(/ \d{1,6}\/\d{1,6}(?![\d.])/y)
    const [above = '', below = ''] = part?.trim().split('/') ?? []
    return part ? plus(base, over(decimal(above), decimal(below)), 1n) : base
  }

  /** Of TeX: a group, or the next digit. */
  function argument(depth: number): Quantity | undefined {
    const digit = take(/\s*\d/y)
    if (digit) return decimal(digit.trim())
    take(/\s*/y)
    return atom(depth + 1)
  }

  function closed(bracket: string, depth: number): Quantity | undefined {
    const value = sum(depth + 1)
    take(/\s*/y)
    if (!value || source.charAt(at) !== bracket) return undefined
    at++
    return value
  }

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
}

function decimal(text: string): Quantity {
  const [, units = '', part = '', exponent = '0'] = /^(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const shift = Number(exponent) - part.length
  const digits = BigInt(units + part)
  const exact =
    shift >= 0
      ? { over: digits * 10n ** BigInt(shift), under: 1n }
      : { over: digits, under: 10n ** BigInt(-shift) }
  return { value: Number(text), exact }
}

function whole(value: bigint): Quantity {
  return { value: Number(value), exact: { over: value, under: 1n } }
}

function negated(of: Quantity | undefined): Quantity | undefined {
  return of && scaled(of, -1n)
}

function plus(a: Quantity, b: Quantity | undefined, sign: bigint): Quantity | undefined {
  if (!b) return undefined
  const value = a.value + Number(sign) * b.value
  if (!a.exact || !b.exact) return { value }
  const under = a.exact.under * b.exact.under
  return small(value, a.exact.over * b.exact.under + sign * b.exact.over * a.exact.under, under)
}

function times(a: Quantity, b: Quantity | undefined): Quantity | undefined {
  if (!b) return undefined
  const value = a.value * b.value
  if (!a.exact || !b.exact) return { value }
  return small(value, a.exact.over * b.exact.over, a.exact.under * b.exact.under)
}

function over(a: Quantity | undefined, b: Quantity | undefined): Quantity | undefined {
  if (!a || !b || b.value === 0) return undefined
  const value = a.value / b.value
  if (!a.exact || !b.exact) return { value }
  const sign = b.exact.over < 0n ? -1n : 1n
  return small(value, sign * a.exact.over * b.exact.under, sign * a.exact.under * b.exact.over)
}

function raised(base: Quantity, exponent: Quantity): Quantity {
  const value = base.value ** exponent.value
  const { exact } = base
  if (!exact || !isWhole(exponent) || Math.abs(exponent.value) > 100) return { value }
  const by = BigInt(Math.abs(exponent.value))
  if (exponent.value >= 0) return small(value, exact.over ** by, exact.under ** by)
  return exact.over === 0n
    ? { value: NaN }
    : (over(whole(1n), small(value, exact.over ** by, exact.under ** by)) ?? { value })
}

function rooted(of: Quantity | undefined, degree: Quantity): Quantity | undefined {
  if (!of) return undefined
  const value = of.value < 0 && degree.value === 3 ? -Math.cbrt(-of.value) : of.value ** (1 / degree.value)
  if (!Number.isFinite(value)) return undefined
  const near = Math.round(value)
  const again = of.exact && isWhole(degree) && Math.abs(near) < 1e6 && degree.value <= 10 && degree.value > 0
  const root = BigInt(again ? near : 0)
  if (again && of.exact && root ** BigInt(degree.value) * of.exact.under === of.exact.over) return whole(root)
  return { value }
}

/** Large fractions cost more than they are worth. */
function small(value: number, above: bigint, under: bigint): Quantity {
  return above.toString(16).length + under.toString(16).length > 1000 || under === 0n
    ? { value }
    : { value: Number.isFinite(value) ? value : NaN, exact: { over: above, under } }
}

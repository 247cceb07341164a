/** A large number in three digits, such as `2.5 × 10¹³`: no word for it is known to all. */
export function inPowers(value: number, say: (amount: number) => string): string {
  const [digits, power = 0] = value.toExponential(2).split('e').map(Number)
  return `${say(digits ?? 0)} × 10${raised(power)}`
}

function raised(power: number): string {
  return String(power).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))
}

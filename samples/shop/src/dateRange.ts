const day = 24 * 60 * 60 * 1000

/** From the first moment of the first day up to, and without, the first moment after the last; local time. */
export interface DateRange {
  readonly start: Date
  readonly end: Date
}

export function addDays(date: Date, count: number): Date {
  return new Date(date.getTime() + count * day)
}

/** How many days a promotion runs. */
export function countDays({ start, end }: DateRange): number {
  return Math.floor((end.getTime() - start.getTime()) / day)
}

/** The start of each day, for the calendar. */
export function eachDay({ start, end }: DateRange): Date[] {
  const days: Date[] = []
  for (let at = start; at < end; at = addDays(at, 1)) days.push(at)
  return days
}

/** Whether two promotions run at the same time. */
export function overlaps(a: DateRange, b: DateRange): boolean {
  return a.start <= b.end && b.start <= a.end
}

// Random rules and series, for tests.
import * as fc from 'fast-check'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
export const isoDay = (date: Date) => date.toISOString().slice(0, 10)
const daysBetween = (min: string, max: string) =>
  fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true }).map(isoDay)

/** Favours month ends, leap days and both ends of the calendar. */
export const day = fc.oneof(
  { weight: 3, arbitrary: daysBetween('1900-01-01', '2200-12-31') },
  { weight: 1, arbitrary: daysBetween('0001-01-01', '9999-12-31') },
  fc
    .tuple(fc.integer({ min: 1, max: 2200 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => isoDay(new Date(new Date(0).setUTCFullYear(year, month, 0)))),
  fc
    .integer({ min: 1, max: 2499 })
    .map((n) => `${`${n * 4}`.padStart(4, '0')}-02-29`)
    .filter((text) => isoDay(new Date(`${text}T00:00:00Z`)) === text),
  daysBetween('9990-01-01', '9999-12-31'),
  daysBetween('0001-01-01', '0003-12-31'),
)

const pattern = fc.oneof(
  fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY').map((frequency) => [frequency, '']),
  fc.subarray(weekdays, { minLength: 1 }).map((days) => ['WEEKLY', `;BYDAY=${days}`]),
  fc
    .oneof(fc.constant(-1), fc.integer({ min: 1, max: 31 }), fc.integer({ min: 28, max: 31 }))
    .map((n) => ['MONTHLY', `;BYMONTHDAY=${n}`]),
  fc
    .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1), fc.constantFrom(...weekdays))
    .map(([n, weekday]) => ['MONTHLY', `;BYDAY=${n}${weekday}`]),
)

export const rule = fc
  .record({
    pattern,
    interval: fc.oneof(
      fc.constant(1),
      fc.integer({ min: 2, max: 13 }),
      fc.integer({ min: 2, max: 999 }),
    ),
    end: fc.oneof(
      fc.constant(''),
      fc.integer({ min: 1, max: 5 }).map((count) => `;COUNT=${count}`),
      fc.integer({ min: 1, max: 999 }).map((count) => `;COUNT=${count}`),
      day.map((until) => `;UNTIL=${until.replaceAll('-', '')}`),
    ),
  })
  .map(
    ({ pattern: [frequency, by], interval, end }) =>
      `FREQ=${frequency}${interval > 1 ? `;INTERVAL=${interval}` : ''}${by}${end}`,
  )

// The parts of a recurrence rule: which exist, their syntax, and which may be combined.
import * as z from 'zod'
import { weekdayNamed, weekdays } from '../calendar-days.ts'
import { limits } from '../task-fields.ts'

export type Parts = ReadonlyMap<string, string>

/** In canonical order. The last two, and an UNTIL with a time, are not canonical: `./rule.ts` resolves them. */
const known: Record<string, { form: RegExp; most?: number; wrong: string }> = {
  FREQ: {
    form: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
    wrong: 'must have DAILY, WEEKLY, MONTHLY or YEARLY as its FREQ',
  },
  INTERVAL: {
    form: /^0*[1-9]\d*$/,
    most: limits.repeats,
    wrong: `must have an INTERVAL from 1 to ${limits.repeats}`,
  },
  BYDAY: {
    form: /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU))*$/,
    wrong: 'must name the days of BYDAY as MO, TU, WE, TH, FR, SA or SU',
  },
  BYMONTHDAY: {
    form: /^(-1|\+?0*([1-9]|[12]\d|3[01]))$/,
    wrong: 'must have one number from 1 to 31, or -1, as BYMONTHDAY',
  },
  COUNT: {
    form: /^0*[1-9]\d*$/,
    most: limits.repeats,
    wrong: `must have a COUNT from 1 to ${limits.repeats}`,
  },
  UNTIL: {
    form: /^\d{8}(T([01]\d|2[0-3])([0-5]\d){2}Z?)?$/,
    wrong: 'must have as UNTIL a day that exists, as YYYYMMDD or YYYYMMDDTHHMMSSZ',
  },
  BYMONTH: {
    form: /^0*([1-9]|1[0-2])$/,
    wrong: 'must have one number from 1 to 12 as BYMONTH',
  },
  WKST: {
    form: /^(MO|TU|WE|TH|FR|SA|SU)$/,
    wrong: 'must have MO, TU, WE, TH, FR, SA or SU as WKST',
  },
}

/** Returns the parts in canonical form, or a message saying what is wrong. */
export function readParts(text: string): Parts | string {
  const given = new Map<string, string>()
  for (const part of text
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [, name, value] = /^([A-Z-]+)=([!-~]+)$/.exec(part) ?? []
    if (!name || !value) return 'must be parts like FREQ=DAILY, with ; between them'
    const expected = Object.hasOwn(known, name) ? known[name] : undefined
    if (!expected) return `must not have ${name}, which is not supported`
    if (given.has(name)) return `must not have ${name} twice`
    const { form, most = Infinity, wrong } = expected
    if (!form.test(value) || Number(value) > most) return wrong
    given.set(name, value)
  }
  const daily = given.get('FREQ') === 'DAILY' && Number(given.get('INTERVAL') ?? 1) === 1
  // "Every day that is a Monday" is every Monday.
  if (daily && given.has('BYDAY')) given.set('FREQ', 'WEEKLY')
  return conflict(given) ?? canonical(given)
}

export const textOf = (parts: Parts) =>
  Object.keys(known)
    .flatMap((name) => (parts.has(name) ? [`${name}=${parts.get(name)}`] : []))
    .join(';')

export const everyOf = (parts: Parts) => Number(parts.get('INTERVAL') ?? 1)

/** The distance from the start of the week to Monday. Weekdays on either side of it may change weeks. */
export const shiftOf = (weekday: number, start: string) =>
  ((weekday - weekdayNamed(start) + 7) % 7) - weekday

function conflict(given: Parts): string | undefined {
  const frequency = given.get('FREQ')
  const byDay = given.get('BYDAY')
  const until = given.get('UNTIL')
  const isYearly = frequency === 'YEARLY'
  if (!frequency) return 'must have FREQ'
  if (until && given.has('COUNT')) return 'must not have both COUNT and UNTIL'
  if (until && !isDay(until)) return known.UNTIL?.wrong
  if (given.has('BYMONTH') && !isYearly) return 'must not have BYMONTH unless FREQ is YEARLY'
  if (given.has('BYMONTHDAY')) {
    if (isYearly && !given.has('BYMONTH')) {
      return 'must not have BYMONTHDAY without BYMONTH where FREQ is YEARLY'
    }
    if (frequency !== 'MONTHLY' && !isYearly) {
      return 'must not have BYMONTHDAY unless FREQ is MONTHLY or YEARLY'
    }
    if (byDay) return 'must not have both BYDAY and BYMONTHDAY'
  }
  if (!byDay) return undefined
  if (frequency === 'WEEKLY') return wrongWeek(given, byDay)
  if (frequency !== 'MONTHLY') {
    return 'must not have BYDAY unless FREQ is WEEKLY or MONTHLY, or DAILY without INTERVAL'
  }
  return /^(\+?[1-5]|-1)..$/.test(byDay)
    ? undefined
    : 'must have as BYDAY one numbered day, from 1MO to 5SU or as -1FR, where FREQ is MONTHLY'
}

export const wrongWeekStart = 'must not have a WKST other than MO where it changes the days'

function wrongWeek(given: Parts, byDay: string): string | undefined {
  if (/\d/.test(byDay)) return 'must not number the days of BYDAY where FREQ is WEEKLY'
  const start = given.get('WKST') ?? 'MO'
  const shifts = byDay.split(',').map((day) => shiftOf(weekdayNamed(day), start))
  return everyOf(given) > 1 && new Set(shifts).size > 1 ? wrongWeekStart : undefined
}

function canonical(given: Parts): Parts {
  const parts = new Map([...given].map(([name, value]) => [name, canonicalPart(name, value)]))
  if (parts.get('INTERVAL') === '1') parts.delete('INTERVAL')
  const mayMatter = parts.get('FREQ') === 'WEEKLY' && everyOf(parts) > 1 && parts.has('BYDAY')
  if (!mayMatter || parts.get('WKST') === 'MO') parts.delete('WKST')
  return parts
}

function canonicalPart(name: string, value: string): string {
  if (['INTERVAL', 'COUNT', 'BYMONTHDAY', 'BYMONTH'].includes(name)) return `${Number(value)}`
  if (name !== 'BYDAY' || /\d/.test(value)) return value.replace('+', '')
  const days = value.split(',')
  return weekdays.filter((weekday) => days.includes(weekday)).join(',')
}

/** Postgres has no year 0. */
export const isDay = (digits: string) =>
  !digits.startsWith('0000') &&
  z.iso.date().safeParse(digits.replace(/^(....)(..)(..).*/, '$1-$2-$3')).success

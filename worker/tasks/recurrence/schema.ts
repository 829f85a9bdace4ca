// The recurrence rules that Duly knows: a subset of RFC 5545, section 3.3.10. migrations/0004_recurrence.sql reads them.
import * as z from 'zod'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** In the order of canonical text, but for WKST, which it does not have. */
const parts: Record<string, { form: RegExp; wrong: string }> = {
  FREQ: {
    form: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
    wrong: 'must have DAILY, WEEKLY, MONTHLY or YEARLY as its FREQ',
  },
  INTERVAL: { form: /^0*[1-9]\d{0,2}$/, wrong: 'must have an INTERVAL from 1 to 999' },
  BYDAY: {
    form: /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU))*$/,
    wrong: 'must name the days of BYDAY as MO, TU, WE, TH, FR, SA or SU',
  },
  BYMONTHDAY: {
    form: /^(-1|\+?0*([1-9]|[12]\d|3[01]))$/,
    wrong: 'must have one number from 1 to 31, or -1, as BYMONTHDAY',
  },
  COUNT: { form: /^0*[1-9]\d{0,2}$/, wrong: 'must have a COUNT from 1 to 999' },
  UNTIL: { form: /^\d{8}$/, wrong: 'must have as UNTIL a day that exists, as YYYYMMDD' },
  WKST: { form: /^MO$/, wrong: 'must not have a WKST other than MO' },
}

export const Recurrence = z
  .string()
  .max(200, { error: 'must have at most 200 characters', abort: true })
  .check((payload) => {
    const { rule, wrong } = read(payload.value)
    if (rule !== undefined) payload.value = rule
    else payload.issues.push({ code: 'custom', message: wrong, input: payload.value })
  })
  .meta({
    description:
      'How a task repeats, by calendar days, as in RFC 5545: `FREQ=DAILY`; `WEEKLY`, also with ' +
      '`BYDAY=MO,FR`; `MONTHLY`, also with `BYMONTHDAY=15` (-1 is the last day) or `BYDAY=2MO` ' +
      '(-1MO is the last Monday); `YEARLY`. All may have `INTERVAL`, and `COUNT` (of occurrences ' +
      'left, this one included) or `UNTIL=YYYYMMDD` (inclusive). Months without the day are ' +
      'skipped. Parts may come in any order; they are answered in that of the example.',
    example: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=10',
  })

type Reading = { rule: string; wrong?: never } | { rule?: never; wrong: string }

function read(text: string): Reading {
  const given = new Map<string, string>()
  for (const part of text
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [, name, value] = /^([A-Z-]+)=([!-~]+)$/.exec(part) ?? []
    if (!name || !value) return { wrong: 'must be parts like FREQ=DAILY, with ; between them' }
    const known = Object.hasOwn(parts, name) ? parts[name] : undefined
    if (!known) return { wrong: `must not have ${name}, which is not supported` }
    if (given.has(name)) return { wrong: `must not have ${name} twice` }
    if (!known.form.test(value)) return { wrong: known.wrong }
    given.set(name, value)
  }
  const wrong = conflict(given)
  if (wrong) return { wrong }
  const rule = Object.keys(parts).flatMap((name) => {
    const value = canonical(name, given.get(name))
    return value === undefined ? [] : [`${name}=${value}`]
  })
  return { rule: rule.join(';') }
}

function conflict(given: Map<string, string>): string | undefined {
  const frequency = given.get('FREQ')
  const byDay = given.get('BYDAY')
  const until = given.get('UNTIL')
  if (!frequency) return 'must have FREQ'
  if (until && given.has('COUNT')) return 'must not have both COUNT and UNTIL'
  if (until && !isDay(until)) return parts.UNTIL?.wrong
  if (given.has('BYMONTHDAY')) {
    if (frequency !== 'MONTHLY') return 'must not have BYMONTHDAY unless FREQ is MONTHLY'
    if (byDay) return 'must not have both BYDAY and BYMONTHDAY'
  }
  if (!byDay) return undefined
  if (frequency === 'WEEKLY') {
    return /\d/.test(byDay) ? 'must not number the days of BYDAY where FREQ is WEEKLY' : undefined
  }
  if (frequency !== 'MONTHLY') return 'must not have BYDAY unless FREQ is WEEKLY or MONTHLY'
  return /^(\+?[1-5]|-1)..$/.test(byDay)
    ? undefined
    : 'must have as BYDAY one numbered day, from 1MO to 5SU or as -1FR, where FREQ is MONTHLY'
}

function canonical(name: string, value: string | undefined): string | undefined {
  if (value === undefined || name === 'WKST') return undefined
  if (name === 'INTERVAL' && Number(value) === 1) return undefined
  if (name === 'INTERVAL' || name === 'COUNT' || name === 'BYMONTHDAY') return `${Number(value)}`
  if (name !== 'BYDAY' || /\d/.test(value)) return value.replace('+', '')
  const days = value.split(',')
  return weekdays.filter((weekday) => days.includes(weekday)).join(',')
}

/** Postgres has no year 0. */
const isDay = (digits: string) =>
  !digits.startsWith('0000') &&
  z.iso.date().safeParse(digits.replace(/(....)(..)(..)/, '$1-$2-$3')).success

// A recurrence in a form, converted to and from the API's rule (worker/domain/recurrence/rule.ts).

import { type Weekday, weekdays } from '../../../../worker/domain/calendar-days.ts'

/** The day of the month: that of the due date, a number (-1 is the last), or a numbered weekday. */
export type MonthDay =
  | { kind: 'same' }
  | { kind: 'day'; day: number }
  | { kind: 'weekday'; nth: number; weekday: Weekday }

/** `count` is the occurrences left, including this one; `until` is YYYY-MM-DD, the last possible day. */
export type RepeatEnd = { count: number } | { until: string }

export interface Repeat {
  unit: 'day' | 'week' | 'month' | 'year'
  every: number
  /** For weeks; empty means the weekday of the due date. */
  weekdays: readonly Weekday[]
  /** For months. */
  on: MonthDay
  end: RepeatEnd | null
}

export const units = ['day', 'week', 'month', 'year'] as const
const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']

export const newRepeat: Repeat = {
  unit: 'day',
  every: 1,
  weekdays: [],
  on: { kind: 'same' },
  end: null,
}

/** Canonical, as the API returns it. */
export function ruleOf({ unit, every, weekdays: chosen, on, end }: Repeat): string {
  const days = weekdays.filter((weekday) => chosen.includes(weekday))
  return [
    `FREQ=${frequencies[units.indexOf(unit)]}`,
    every > 1 && `INTERVAL=${every}`,
    unit === 'week' && days.length > 0 && `BYDAY=${days}`,
    unit === 'month' && on.kind === 'weekday' && `BYDAY=${on.nth}${on.weekday}`,
    unit === 'month' && on.kind === 'day' && `BYMONTHDAY=${on.day}`,
    end && ('count' in end ? `COUNT=${end.count}` : `UNTIL=${end.until.replaceAll('-', '')}`),
  ]
    .filter(Boolean)
    .join(';')
}

/** Null for a rule that this app does not support. */
export function repeatOf(rule: string): Repeat | null {
  const parts: Partial<Record<string, string>> = Object.fromEntries(
    rule.split(';').map((part) => part.split('=')),
  )
  const { FREQ = '', INTERVAL, BYDAY, BYMONTHDAY, COUNT, UNTIL } = parts
  const unit = units[frequencies.indexOf(FREQ)]
  if (!unit) return null
  const repeat: Repeat = {
    unit,
    every: Number(INTERVAL ?? 1),
    weekdays: unit === 'week' ? weekdays.filter((day) => BYDAY?.split(',').includes(day)) : [],
    on: monthDayOf(BYDAY, BYMONTHDAY, unit),
    end: COUNT
      ? { count: Number(COUNT) }
      : UNTIL
        ? { until: UNTIL.replace(/^(....)(..)(..)$/, '$1-$2-$3') }
        : null,
  }
  return ruleOf(repeat) === rule ? repeat : null
}

function monthDayOf(
  byDay: string | undefined,
  byMonthDay: string | undefined,
  unit: Repeat['unit'],
): MonthDay {
  if (unit !== 'month') return { kind: 'same' }
  if (byMonthDay) return { kind: 'day', day: Number(byMonthDay) }
  const weekday = weekdays.find((day) => byDay?.endsWith(day))
  return weekday && byDay
    ? { kind: 'weekday', nth: Number(byDay.slice(0, -2)), weekday }
    : { kind: 'same' }
}

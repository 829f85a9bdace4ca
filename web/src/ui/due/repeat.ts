// A repeat as a form has it, to and from the rule that the API keeps (worker/domain/recurrence/rule.ts).

import { type Weekday, weekdays } from '../../../../worker/domain/calendar-days.ts'

/** Which day of the month: that of the due date, a numbered one (-1 is the last), or a numbered weekday. */
export type MonthDay =
  | { kind: 'same' }
  | { kind: 'day'; day: number }
  | { kind: 'weekday'; nth: number; weekday: Weekday }

/** `count` is of occurrences left, this one included; `until` is YYYY-MM-DD and the last day that may be. */
export type RepeatEnd = { count: number } | { until: string }

export interface Repeat {
  unit: 'day' | 'week' | 'month' | 'year'
  every: number
  /** Of weeks; none: the weekday of the due date. */
  weekdays: readonly Weekday[]
  /** Of months. */
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

/** Canonical, as the API answers it. */
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

/** Null for a rule of a kind that this app does not know. */
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

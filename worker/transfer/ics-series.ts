// The components of a series. In RFC 5545 a rule starts on one of its own dates (section 3.8.5.3), so a task that was
// moved off its rule needs two: that date, and the series from the next date on.

import { clockAt } from '../domain/wall-clock.ts'
import { type IcsDue, icsDue } from './ics-due.ts'
import type { TransferTask } from './schema.ts'

export interface IcsSeries {
  /** The component with the task's own UID. */
  own: IcsDue | undefined
  /** The due date, if `own` is the rest of the series. */
  moved?: IcsDue
}

export function icsSeries(task: TransferTask): IcsSeries {
  const due = icsDue(task)
  const { recurrence, series } = task
  if (!due?.rule || !recurrence) return { own: due }
  if (!series || (!series.shifted && isDayOf(recurrence, dayOf(task)))) return { own: named(due) }
  const alone = icsDue({ ...task, recurrence: null })
  const later = series.next && task.recurrence_from === 'due' && icsDue({ ...task, ...series.next })
  if (!later) return { own: alone }
  return { own: named(later), ...(alone && { moved: alone }) }
}

/** Names the day in the rule if some months lack it; otherwise not every reader skips those months. */
function named(due: IcsDue): IcsDue {
  const [, month, day] = /:\d{4}(\d\d)(29|30|31)/.exec(due.start) ?? []
  const { rule } = due
  if (!day || !rule || rule.includes('BY')) return due
  if (rule.startsWith('FREQ=MONTHLY')) return { ...due, rule: `${rule};BYMONTHDAY=${day}` }
  const isLeapDay = rule.startsWith('FREQ=YEARLY') && month === '02'
  return isLeapDay ? { ...due, rule: `${rule};BYMONTH=2;BYMONTHDAY=29` } : due
}

const dayOf = ({ due_date, due_at, due_timezone }: TransferTask) =>
  due_date ?? clockAt(due_timezone ?? 'UTC', Date.parse(due_at ?? '')).slice(0, 10)

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** Whether the canonical rule contains this day if it starts there. */
function isDayOf(rule: string, day: string): boolean {
  const parts = Object.fromEntries(rule.split(';').map((part) => part.split('=')))
  const { BYDAY, BYMONTHDAY, UNTIL }: Partial<Record<string, string>> = parts
  if (UNTIL && day.replaceAll('-', '') > UNTIL.slice(0, 8)) return false
  const date = new Date(`${day}T00:00:00Z`)
  const inMonth = date.getUTCDate()
  const isLast = (days: number) => new Date(date.getTime() + days * 86_400_000).getUTCDate() <= days
  if (BYMONTHDAY) return BYMONTHDAY === '-1' ? isLast(1) : Number(BYMONTHDAY) === inMonth
  if (!BYDAY) return true
  const weekday = weekdays[date.getUTCDay()] ?? ''
  return BYDAY.split(',').some((named) => {
    const nth = named.slice(0, -2)
    if (named.slice(-2) !== weekday) return false
    return nth === '' || (nth === '-1' ? isLast(7) : Math.ceil(inMonth / 7) === Number(nth))
  })
}

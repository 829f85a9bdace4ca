// Recurrence in Google Tasks: one rule for a series, whose occurrences are separate tasks.
import type { GoogleRecurrence, GoogleTask } from './google-shapes.ts'
import { momentOf } from './moments.ts'

const days = new Set(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'])

/** Returns the rule if every part of it is known. Null if the series has been stopped. */
export function googleRule({ schedule, stopped }: GoogleRecurrence): string | null | undefined {
  if (stopped) return null
  if (!schedule) return
  const { interval_multiplier, ...rest } = schedule.interval
  const [[unit = '', detail] = [], ...others] = Object.entries(rest)
  const [end, ...ends] = Object.entries(schedule.end_condition ?? {}).filter(([, value]) => value)
  if (others.length > 0 || ends.length > 0) return
  const day = end?.[0] === 'date_boundary' ? momentOf(String(end[1]))?.day : undefined
  if (end && !day) return
  const parts = unitParts(unit, typeof detail === 'object' && detail !== null ? detail : {})
  if (!parts) return
  const every = (interval_multiplier ?? 1) > 1 ? [`INTERVAL=${interval_multiplier}`] : []
  const until = day ? [`UNTIL=${day.replaceAll('-', '')}`] : []
  return [parts.frequency, ...every, ...parts.by, ...until].join(';')
}

function unitParts(unit: string, detail: object): { frequency: string; by: string[] } | undefined {
  const given = Object.entries(detail)
  if (unit === 'daily' && given.length === 0) return { frequency: 'FREQ=DAILY', by: [] }
  if (unit === 'monthly' && given.length === 0) return { frequency: 'FREQ=MONTHLY', by: [] }
  if (unit === 'yearly' && given.length === 0) return { frequency: 'FREQ=YEARLY', by: [] }
  const [[key, value] = []] = given
  if (given.length > 1) return
  const numbers = (Array.isArray(value) ? value : [value]).map(String)
  if (unit === 'weekly' && given.length === 0) return { frequency: 'FREQ=WEEKLY', by: [] }
  if (unit === 'weekly' && key === 'day_of_week' && numbers.every((name) => days.has(name))) {
    const by = numbers.map((name) => name.slice(0, 2)).join(',')
    return { frequency: 'FREQ=WEEKLY', by: [`BYDAY=${by}`] }
  }
  const [day = ''] = numbers
  if (unit === 'monthly' && key === 'day_of_month' && numbers.length === 1 && /^\d\d?$/.test(day)) {
    return { frequency: 'FREQ=MONTHLY', by: [`BYMONTHDAY=${day}`] }
  }
  return
}

/** Returns when a task is due, in Google's form: the current one of its times, or its due date. */
export function googleTime({ due, scheduled_time: given }: GoogleTask): string | undefined {
  const times = typeof given === 'string' ? pythonTimes(given) : Array.isArray(given) ? given : []
  const starts = times.flatMap((time: unknown) =>
    typeof time === 'object' && time !== null && 'start' in time ? [time] : [],
  )
  const current = starts.find((time) => 'current' in time && time.current) ?? starts[0]
  return typeof current?.start === 'string' ? current.start : (due ?? undefined)
}

function pythonTimes(text: string) {
  return (text.slice(0, 10_000).match(/\{[^{}]*\}/g) ?? []).map((time) => ({
    current: /'current': *True/.test(time),
    start: /'start': *'([^']*)'/.exec(time)?.[1],
  }))
}

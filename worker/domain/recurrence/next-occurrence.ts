// Completes a task as the server does: app.next_occurrence and app.complete_task in migrations/functions/ (recurrence.sql,
// tasks_completion.sql). recurrence/port.pg.test.ts and complete-port.pg.test.ts of worker/tasks compare them.
import {
  dayInMonth,
  dayLength,
  firstDay,
  isoDay,
  lastDay,
  monthOf,
  parseDay,
  weekdayNamed,
  weekdayOf,
} from '../calendar-days.ts'
import { instantOf, localOf, zoneOrUtc } from '../wall-clock.ts'

/** A day of a series; `passed` counts its days after the start up to that one. */
interface Found {
  day: number
  passed: number
}

/** Fields of a task. */
interface Completable {
  due_date: string | null
  due_at: string | null
  due_timezone: string | null
  recurrence: string | null
  recurrence_from: 'due' | 'completed'
  completed_at: string | null
}

/**
 * Returns the task completed or, if it repeats, moved to its next date. `timezone` is the user's: dates of a task
 * without a time are dates there. The API does not return the intended time of day for a day that skips it, so a task
 * moved by daylight saving continues from its current time.
 */
export function completed<T extends Completable>(
  task: T,
  { now, timezone }: { now: Date; timezone: string },
): T {
  if (task.completed_at) return task
  const { due_at, due_timezone } = task
  const today = Math.floor(localOf(zoneOrUtc(due_timezone ?? timezone), now.getTime()) / dayLength)
  const local =
    due_at && due_timezone
      ? localOf(zoneOrUtc(due_timezone), Date.parse(due_at))
      : dueDateOf(task, today)
  // West of Greenwich, the first day of year 1 may be in the year before, which series do not support.
  const dueDay = Math.max(Math.floor(local / dayLength), firstDay)
  const due = task.recurrence_from === 'completed' ? today : dueDay
  const next = task.recurrence && following(task.recurrence, due, Math.max(due, today))
  if (!next) return { ...task, completed_at: now.toISOString() }
  if (!due_at || !due_timezone) {
    return { ...task, due_date: isoDay(next.day), recurrence: next.rule }
  }
  const time = local - Math.floor(local / dayLength) * dayLength
  // Postgres uses the later one.
  const at = instantOf(zoneOrUtc(due_timezone), next.day * dayLength + time, 'later')
  // A series ends with year 9999, even if that is a day later than in UTC.
  if (at >= (lastDay + 1) * dayLength) return { ...task, completed_at: now.toISOString() }
  return { ...task, due_at: new Date(at).toISOString(), recurrence: next.rule }
}

const dueDateOf = ({ due_date }: Completable, today: number) =>
  (due_date ? parseDay(due_date) : today) * dayLength

/**
 * Returns the first day after both `due` and `after` in the series that starts on `due`, and the rule of the series
 * that starts on that day, with the rest of its COUNT. Null if the series has ended or would go beyond year 9999. The
 * rule must be canonical (worker/domain/recurrence/rule.ts).
 */
export function nextOccurrence(
  rule: string,
  due: string,
  after: string,
): { day: string; rule: string } | null {
  const next = following(rule, parseDay(due), Math.max(parseDay(due), parseDay(after)))
  return next && { day: isoDay(next.day), rule: next.rule }
}

function following(
  rule: string,
  start: number,
  after: number,
): { day: number; rule: string } | null {
  const parts: Parts = Object.fromEntries(rule.split(';').map((part) => part.split('=')))
  const found = find(parts, start, after)
  const until = parts.UNTIL ? parseDay(parts.UNTIL.replace(/(....)(..)(..)/, '$1-$2-$3')) : lastDay
  if (!found || found.day > until) return null
  if (!parts.COUNT) return { day: found.day, rule }
  const left = Number(parts.COUNT) - found.passed
  return left > 0 ? { day: found.day, rule: rule.replace(/COUNT=\d+/, `COUNT=${left}`) } : null
}

type Parts = Partial<Record<string, string>>

function find(parts: Parts, start: number, after: number): Found | null {
  const { FREQ, BYDAY, BYMONTHDAY } = parts
  const every = Number(parts.INTERVAL ?? 1)
  if (FREQ === 'DAILY') return nextDay(every, start, after)
  if (FREQ === 'WEEKLY') {
    if (!BYDAY) return nextDay(every * 7, start, after)
    const days = BYDAY.split(',').map((name) => weekdayNamed(name))
    return nextWeekday(every, days, start, after)
  }
  const nth = BYDAY ? Number(BYDAY.slice(0, -2)) : Number(BYMONTHDAY ?? isoDay(start).slice(8))
  const weekday = BYDAY ? weekdayNamed(BYDAY.slice(-2)) : null
  const series = { every: FREQ === 'YEARLY' ? every * 12 : every, nth, weekday }
  return nextMonthDay(series, start, after, parts.COUNT !== undefined)
}

function nextDay(every: number, start: number, after: number): Found {
  const passed = Math.floor((after - start) / every) + 1
  return { day: start + passed * every, passed }
}

/** Some weekdays of every nth week, with weeks starting on Monday, in order. */
function nextWeekday(every: number, days: number[], start: number, after: number): Found | null {
  const monday = start - weekdayOf(start)
  const notAfterStart = days.filter((weekday) => weekday <= weekdayOf(start)).length
  const reached = Math.floor((after - monday) / 7 / every)
  for (const week of [reached, reached + 1]) {
    const place = days.findIndex((weekday) => monday + week * every * 7 + weekday > after)
    if (place >= 0) {
      const day = monday + week * every * 7 + (days[place] ?? 0)
      return { day, passed: week * days.length + place + 1 - notAfterStart }
    }
  }
  return null
}

interface Monthly {
  every: number
  nth: number
  weekday: number | null
}

/** One day of every nth month. `passed` is 0 unless it must be counted. */
function nextMonthDay(
  { every, nth, weekday }: Monthly,
  start: number,
  after: number,
  isCounted: boolean,
): Found | null {
  const first = monthOf(start)
  const dayAt = (step: number) => dayInMonth(first + step * every, nth, weekday)
  // The calendar repeats after 4800 months, so a series that finds nothing in that many never will.
  const round = 4800 / gcd(4800, every)
  let step = Math.floor((monthOf(after) - first) / every)
  const lastStep = Math.min(step + round, Math.floor((monthOf(lastDay) - first) / every))
  let day = dayAt(step)
  while (day === null || day <= after) {
    step += 1
    if (step > lastStep) return null
    day = dayAt(step)
  }
  let passed = 0
  if (isCounted) {
    // The months up to `step` are some whole rounds, each with as many days as the first, and part of another.
    const rounds = Math.floor((step + 1) / round)
    const rest = (step + 1) % round
    for (let s = 0; s <= Math.min(step, round - 1); s += 1) {
      if (dayAt(s) !== null) passed += rounds + (s < rest ? 1 : 0)
    }
    if ((dayAt(0) ?? Infinity) <= start) passed -= 1
  }
  return { day, passed }
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))

// Quick add: "Call Mia tomorrow at 9 #home !4 every week" as a task. Pure: the same in the Worker and the browser.
import { zoneOf } from '../../time-zone/clock.ts'
import type { Today } from './calendar-dates.ts'
import { readClause } from './clauses.ts'
import { isoDay } from './days.ts'
import { type Due, readDue } from './due.ts'
import { readRepeat } from './repeats.ts'
import { dayIn, resolve } from './resolve.ts'
import { type Repeat, ruleText } from './rules.ts'
import { tidy, titleOf } from './title.ts'
import { type Token, tokenize } from './tokens.ts'

export interface QuickAdd {
  /** What is left, white space collapsed; the whole text when nothing would be left. */
  title: string
  /** YYYY-MM-DD, all day. */
  due_date: string | null
  /** ISO instant, when a time of day was given; never together with due_date. */
  due_at: string | null
  /** The given zone, exactly when there is a due_at. */
  due_timezone: string | null
  /** The number as written after `!`; 4 is the highest, 0 is none. */
  priority: 0 | 1 | 2 | 3 | 4
  labels: string[]
  list: string | null
  /** Canonical RRULE without its prefix: FREQ;INTERVAL;BYDAY;BYMONTHDAY;COUNT;UNTIL. */
  recurrence: string | null
  recurrence_from: 'due' | 'completed'
  /** UTF-16 offsets into the text as given, sorted, not overlapping. */
  spans: Span[]
}

interface Span {
  start: number
  end: number
  kind: 'due' | 'priority' | 'label' | 'list' | 'recurrence'
}

export interface QuickAddOptions {
  /** IANA name; a RangeError for a zone that does not exist. */
  timezone: string
  now: Date
  weekStart?: keyof typeof firstWeekdays
}

const mostLabels = 20
/** On which a week may start, as a place among the days from Monday on. */
const firstWeekdays = { monday: 0, saturday: 5, sunday: 6 }

/**
 * Of several dates the last counts, since people write dates at the end; it takes a time said
 * elsewhere with "at". The last repeat counts, the first list and the first priority. What does not
 * count stays text. `tonight` is 20:00; months stand first in 12/24; weekends begin on Saturday.
 */
export function parseQuickAdd(text: string, options: QuickAddOptions): QuickAdd {
  const { tokens, removed } = tokenize(text)
  const now = options.now.getTime()
  const zone = zoneOf(options.timezone)
  const today: Today = {
    today: dayIn(zone, now),
    firstWeekday: firstWeekdays[options.weekStart ?? 'monday'],
  }

  const marks = readMarks(tokens)
  const { dues, repeat, clauses } = readPhrases(tokens, today)
  const chosen = choose(dues)
  const result = nothing(text)
  const ranges: { start: number; next: number; kind: Span['kind'] }[] = [...marks.ranges]
  for (const { start, next } of chosen?.from ?? []) ranges.push({ start, next, kind: 'due' })

  if (chosen || repeat) {
    const moment = resolve(chosen?.due ?? { start: 0, next: 0 }, repeat, { now, zone, today })
    if (moment.instant === null) {
      result.due_date = isoDay(moment.day)
    } else {
      result.due_at = new Date(moment.instant).toISOString()
      result.due_timezone = options.timezone
    }
    if (repeat) {
      const limit = clauses.find(
        ({ count, until }) => count ?? (until !== undefined && until >= moment.day),
      )
      const completed = clauses.find((clause) => clause.completed)
      result.recurrence = ruleText(repeat.rule, limit ?? {})
      if (repeat.completed || completed) result.recurrence_from = 'completed'
      for (const piece of [repeat, limit, completed]) {
        if (piece) ranges.push({ start: piece.start, next: piece.next, kind: 'recurrence' })
      }
    }
  }

  const spans = ranges
    .sort((a, b) => a.start - b.start)
    .map(({ start, next, kind }) => ({
      start: tokens[start]?.start ?? 0,
      end: tokens[next - 1]?.end ?? 0,
      kind,
    }))
  const wide = tidy(text, spans)
  const title = titleOf(text, wide, removed)
  // A title of stops alone says nothing: "tomorrow!" is a title, not a date.
  if (!/[\p{L}\p{N}\p{S}]/u.test(title)) return nothing(text)
  const { priority, labels, list } = marks
  return { ...result, title, priority, labels, list, spans: wide }
}

function nothing(text: string): QuickAdd {
  return {
    title: text.replace(/\s+/g, ' ').trim(),
    due_date: null,
    due_at: null,
    due_timezone: null,
    priority: 0,
    labels: [],
    list: null,
    recurrence: null,
    recurrence_from: 'due',
    spans: [],
  }
}

/** All dates, the last repeat, and what belongs to that repeat. */
function readPhrases(tokens: Token[], now: Today) {
  const dues: Due[] = []
  let clauses: (NonNullable<ReturnType<typeof readClause>> & { start: number })[] = []
  let repeat: (Repeat & { start: number }) | null = null
  let attachedAt = -1
  for (let at = 0; at < tokens.length; ) {
    const repeated = repeat !== null
    const again = readRepeat(tokens, at, now)
    const clause = repeated && !again ? readClause(tokens, at, now) : null
    const due =
      again || clause ? null : readDue(tokens, at, { now, repeated, attached: attachedAt === at })
    if (again) {
      repeat = { ...again, start: at }
      clauses = []
    }
    if (clause) clauses.push({ ...clause, start: at })
    if (due) dues.push(due)
    const found = again ?? clause ?? due
    attachedAt = found ? found.next : -1
    at = found ? found.next : at + 1
  }
  return { dues, repeat, clauses }
}

/** The last date, together with a time that stands elsewhere. */
function choose(dues: Due[]): { due: Due; from: Due[] } | null {
  const last = dues.at(-1)
  if (!last) return null
  const complete = last.minutes !== undefined || (last.day !== undefined && last.time)
  const other = complete
    ? undefined
    : dues.findLast((due) =>
        last.day === undefined
          ? due.day !== undefined && !due.time
          : due.day === undefined && due.time?.introduced,
      )
  return { due: { ...other, ...last }, from: other ? [other, last] : [last] }
}

function readMarks(tokens: Token[]) {
  const ranges: { start: number; next: number; kind: Span['kind'] }[] = []
  const labels = new Map<string, string>()
  let list: string | null = null
  let priority: QuickAdd['priority'] = 0
  for (const [start, { kind, value }] of tokens.entries()) {
    if (kind === 'label') {
      const key = value.normalize('NFC').toLowerCase()
      if (labels.size >= mostLabels && !labels.has(key)) continue
      if (!labels.has(key)) labels.set(key, value)
    } else if (kind === 'list' && list === null) {
      list = value
    } else if (kind === 'priority' && priority === 0) {
      priority = priorityOf(value)
    } else {
      continue
    }
    ranges.push({ start, next: start + 1, kind })
  }
  return { ranges, labels: [...labels.values()], list, priority }
}

function priorityOf(digit: string): QuickAdd['priority'] {
  const levels = { '1': 1, '2': 2, '3': 3, '4': 4 } as const
  return digit === '1' || digit === '2' || digit === '3' || digit === '4' ? levels[digit] : 0
}

// Quick add parses "Call Mia tomorrow at 9 #home !4 every week" into a task. It is pure, and gives the same result in
// the Worker and the browser.

import { isoDay } from '../calendar-days.ts'
import { zoneOf } from '../wall-clock.ts'
import type { Today } from './calendar-dates.ts'
import { isChanged } from './changes.ts'
import { standsAtEnd } from './due.ts'
import { readMarks } from './marks.ts'
import { type Agreed, agree, readPieces } from './pieces.ts'
import { dayIn, resolve } from './resolve.ts'
import { ruleText } from './rules.ts'
import { tidy, titleOf } from './title.ts'
import { type Token, tokenize } from './tokens.ts'

export interface QuickAdd {
  /** The rest of the text, with white space collapsed; the whole text if nothing would be left. */
  title: string
  /** YYYY-MM-DD, all day. */
  due_date: string | null
  /** ISO instant, when a time of day was given; never together with due_date. */
  due_at: string | null
  /** The given zone if there is a due_at, else null. */
  due_timezone: string | null
  /** 4 is the highest, 0 is none. */
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
  /** IANA name; a zone that does not exist throws a RangeError. */
  timezone: string
  now: Date
  weekStart?: keyof typeof firstWeekdays
  /** The order of dates with slashes: `mdy` has the month first, `dmy` the day. */
  dateOrder?: 'mdy' | 'dmy'
}

/** The first weekday of a week, counted from Monday. */
const firstWeekdays = { monday: 0, saturday: 5, sunday: 6 }

/**
 * Parses a line. A date is used only if every word that affects it was understood: of two dates neither counts, and the
 * words beside one decide. A time may be apart from its day, after "at". The first list and the first priority count.
 * `tonight` is 20:00; weekends start on Saturday.
 */
export function parseQuickAdd(text: string, options: QuickAddOptions): QuickAdd {
  const { tokens, removed } = tokenize(text)
  const now = options.now.getTime()
  const zone = zoneOf(options.timezone)
  const today: Today = {
    today: dayIn(zone, now),
    firstWeekday: firstWeekdays[options.weekStart ?? 'monday'],
    dayFirst: options.dateOrder === 'dmy',
  }

  const said = readWhen(tokens, today)
  const moment =
    said && resolve(said.due ?? { start: 0, next: 0 }, said.repeat, { now, zone, today })
  const isOver = moment && said.limit.until !== undefined && said.limit.until < moment.day
  const found = isOver ? null : said
  const marks = readMarks(tokens, (at) => isEdge(tokens, at, found))
  const result = titleOnly(text)
  const ranges: { start: number; next: number; kind: Span['kind'] }[] = [...marks.ranges]

  if (found && moment) {
    if (moment.instant === null) {
      result.due_date = isoDay(moment.day)
    } else {
      result.due_at = new Date(moment.instant).toISOString()
      result.due_timezone = options.timezone
    }
    if (found.repeat) {
      result.recurrence = ruleText(found.repeat.rule, found.limit)
      if (found.completed) result.recurrence_from = 'completed'
    }
    for (const { start, next } of found.dues) ranges.push({ start, next, kind: 'due' })
    for (const { start, next } of found.repeats) ranges.push({ start, next, kind: 'recurrence' })
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
  // A title of punctuation alone is useless: "tomorrow!" is a title, not a date.
  if (!/[\p{L}\p{N}\p{S}]/u.test(title)) return titleOnly(text)
  const { priority, labels, list } = marks
  return { ...result, title, priority, labels, list, spans: wide }
}

/** `@Inbox` means no list. */
export const isInbox = (list: string): boolean => list.toLowerCase() === 'inbox'

function titleOnly(text: string): QuickAdd {
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

function readWhen(tokens: Token[], now: Today): Agreed | null {
  const agreed = agree(tokens, readPieces(tokens, now))
  return agreed && !isChanged(tokens, agreed) ? agreed : null
}

/** Whether a word is the first one, or the title ends before it. */
function isEdge(tokens: Token[], at: number, found: Agreed | null): boolean {
  const beginsNext = [...(found?.dues ?? []), ...(found?.repeats ?? [])].some(
    ({ start }) => start === at + 1,
  )
  return at === 0 || beginsNext || standsAtEnd(tokens, at + 1)
}

// When a Todoist task is due. What cannot be understood becomes a line in the notes, and is never dropped.
import * as z from 'zod'
import { Day } from '../domain/fields.ts'
import { isTimeZone } from '../domain/time-zone.ts'
import { instantAt } from '../domain/wall-clock.ts'
import type { FoundDue } from './foreign/draft.ts'
import { finding, type ParsedDue, type ReadOptions } from './reading.ts'
import { Instant } from './schema.ts'

interface TodoistDue {
  /** Exact, as in the API: a date, an instant, or a local time. */
  date?: string | undefined
  /** As typed by a person: "every friday at 5pm". The CSV has only this, and it may be exact too. */
  words?: string | undefined
  repeats?: boolean | undefined
  deadline?: string | undefined
  language?: string | undefined
  deadlineLanguage?: string | undefined
  timezone?: string | undefined
}

export function foundDue(given: TodoistDue, options: ReadOptions): FoundDue {
  const found: FoundDue = { due: {}, lines: [], warnings: [] }
  const keep = (line: string, pointer: string, code: string, detail: string) => {
    found.lines.push(line)
    found.warnings.push(finding(pointer, code, detail))
  }
  const zone = zoneOf(given, options, found)
  const { words } = given
  const exact = exactDue(given.date || words || '', zone ?? 'UTC')
  // Parsing words is the slowest part of a row.
  const asked = words && (!exact || given.repeats)
  const understood = asked ? inWords(words, given.language, zone, options) : undefined
  if (exact) {
    found.due = exact
    if (exact.due_at && !zone) found.warnings.push(assumedUtc)
    if (given.repeats && words) {
      const { recurrence, recurrence_from } = understood ?? {}
      if (recurrence)
        Object.assign(found.due, { recurrence }, recurrence_from && { recurrence_from })
      else keep(`Repeats: ${words}`, '/recurrence', 'recurrence_not_understood', inNotes)
    }
  } else if (understood) {
    found.due = understood
  } else if (words || given.date) {
    keep(`Due: ${words || given.date}`, '/due_date', 'date_not_understood', inNotes)
  }

  const { deadline } = given
  if (!deadline) return found
  const isDated = Boolean(found.due.due_date || found.due.due_at)
  const last = isDated ? undefined : dayOf(deadline, given, zone, options)
  if (last) {
    found.due = { due_date: last }
    found.warnings.push(finding('/due_date', 'deadline_as_due', 'is the deadline'))
  } else {
    keep(`Deadline: ${deadline}`, '/notes', 'deadline_in_notes', inNotes)
  }
  return found
}

/** A deadline is a date; in the CSV it is as a person typed it. */
function dayOf(
  deadline: string,
  { deadlineLanguage, language }: TodoistDue,
  zone: string | undefined,
  options: ReadOptions,
): string | undefined {
  if (Day.safeParse(deadline).success) return deadline
  const meant = inWords(deadline, deadlineLanguage || language, zone, options)
  return meant?.due_at || meant?.recurrence ? undefined : (meant?.due_date ?? undefined)
}

const inNotes = 'stands in the notes now'
const assumedUtc = finding('/due_timezone', 'timezone_assumed', 'is taken as UTC: none was given')

function zoneOf({ timezone }: TodoistDue, options: ReadOptions, found: FoundDue) {
  if (!timezone || isTimeZone(timezone)) return timezone || options.timezone
  found.warnings.push(
    finding('/due_timezone', 'timezone_unknown', 'is no zone of the IANA database; yours is taken'),
  )
  return options.timezone
}

function inWords(
  words: string,
  language: string | undefined,
  timezone: string | undefined,
  options: ReadOptions,
) {
  return options.parseDate?.(words, {
    ...(language && { language }),
    ...(timezone && { timezone }),
  })
}

const form = /^(\d{4}-\d\d-\d\d)(?:(?:T| at | )(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/

/** A date, or a time on it, in `zone` unless it has an offset. */
export function exactDue(text: string, zone: string): ParsedDue | undefined {
  const [, date = '', time, seconds = ':00', offset] = form.exec(text.trim()) ?? []
  if (!Day.safeParse(date).success) return
  if (!time) return { due_date: date }
  const clock = `${date}T${time}${seconds}`
  if (!LocalTime.safeParse(clock).success) return
  const instant = offset ? `${clock}${offset}` : instantAt(zone, clock).toISOString()
  const due_at = Instant.safeParse(instant).data
  return due_at ? { due_at, due_timezone: zone } : undefined
}

const LocalTime = z.iso.datetime({ local: true })

// When a to-do is due, starts and repeats.

import { clockAt } from '../../domain/wall-clock.ts'
import { finding, type ParsedDue } from '../reading.ts'
import { Instant } from '../schema.ts'
import { type FoundDue, keep, keepRule } from './draft.ts'
import {
  type IcsComponent,
  type IcsProperty,
  propertiesNamed,
  propertyNamed,
} from './ics-components.ts'
import { instantIn, momentOf, shownAt, zoneOrOwn } from './moments.ts'

export interface IcsZones {
  /** The zone that a TZID means, if the file defines it itself. */
  described: ReadonlyMap<string, string>
  /** For times without a zone. */
  own: string | undefined
}

/** A date, or an instant and its zone. */
type When = { day: string; at?: never } | { day?: never; at: string; zone: string | undefined }

/** `ofUtc`: the zone for values in UTC. */
function whenOf(
  property: IcsProperty | undefined,
  zones: IcsZones,
  found: FoundDue,
  ofUtc: string | undefined,
): When | undefined {
  if (!property?.value.trim()) return
  const moment = momentOf(property.value)
  const tzid = property.parameters.get('TZID')
  if (moment?.time === undefined) {
    if (moment) return { day: moment.day }
  } else if (moment.offset) {
    const at = instantIn(moment, 'UTC')
    if (at) return { at, zone: ofUtc }
  } else {
    const named = tzid && (zones.described.get(tzid) ?? tzid)
    const zone = zoneOrOwn(named, zones.own, found)
    const at = instantIn(moment, zone ?? 'UTC')
    if (at) return { at, zone }
  }
  const detail = 'stands in the notes now: it is no date of iCalendar'
  found.warnings.push(finding(`/${property.name}`, 'date_not_understood', detail))
  found.lines.push(`${property.name}: ${property.value}`)
}

/** Uses DUE; without it, DTSTART, plus DURATION if there is one. */
export function icsWhen(todo: IcsComponent, zones: IcsZones, ofUtc: string | undefined): FoundDue {
  const found: FoundDue = { due: {}, lines: [], warnings: [] }
  // The half hour of our own events exists only to be visible.
  const isTodo = todo.name === 'VTODO'
  const start = whenOf(propertyNamed(todo, 'DTSTART'), zones, found, ofUtc)
  const due =
    whenOf(propertyNamed(todo, 'DUE'), zones, found, ofUtc) ??
    (start && after(start, (isTodo && propertyNamed(todo, 'DURATION')?.value) || ''))
  if (due) found.due = dueOf(due)

  const isSame = !start || !due || shown(start) === shown(due)
  if (start && !isSame) keep(found, `Starts: ${shown(start)}`)
  rule(todo, zones, found, { start, due, isSame })
  return found
}

const dueOf = (when: When): ParsedDue =>
  when.at === undefined
    ? { due_date: when.day }
    : { due_at: when.at, ...(when.zone && { due_timezone: when.zone }) }

const shown = (when: When) => when.day ?? shownAt(when.at, when.zone)
const dayOf = (when: When) =>
  when.day ?? clockAt(when.zone ?? 'UTC', Date.parse(when.at)).slice(0, 10)

function after(start: When, duration: string): When {
  const [match, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/.exec(
      duration.trim(),
    ) ?? []
  if (!match) return start
  const dayLength = (Number(weeks) * 7 + Number(days)) * 86_400_000
  const length = dayLength + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000
  if (start.at !== undefined) {
    const at = Instant.safeParse(new Date(Date.parse(start.at) + length).toISOString()).data
    return at ? { at, zone: start.zone } : start
  }
  // All-day components end on the day after the last one.
  const last = new Date(Date.parse(`${start.day}T00:00:00Z`) + Math.max(length - 1, 0))
  const day = Instant.safeParse(last.toISOString()).data?.slice(0, 10)
  return day ? { day } : start
}

interface Series {
  start: When | undefined
  due: When | undefined
  isSame: boolean
}

/** A series of years may have this many; the next 100 are kept. */
const mostDays = 2_000

/** A rule counts from the start of a task: if that is another date, the rule does not describe the due dates. */
function rule(
  todo: IcsComponent,
  zones: IcsZones,
  found: FoundDue,
  { start, due, isSame }: Series,
): void {
  const [first, ...others] = propertiesNamed(todo, 'RRULE').map(({ value }) => value.trim())
  for (const other of others) keep(found, `Repeats: ${other}`)
  if (!first) return
  const isAnchored = isSame || !start || !due || dayOf(start) === dayOf(due) || !/BY/i.test(first)
  if (first.length > 200 || !isAnchored) {
    const why = isAnchored ? 'it is too long' : 'it counts from a start on another day'
    keepRule(found, `Repeats: ${first.slice(0, 1_000)}`, why)
    return
  }
  found.due.recurrence = first
  const from = due && dayOf(due)
  for (const name of ['EXDATE', 'RDATE']) {
    const days = propertiesNamed(todo, name)
      .flatMap(({ value, parameters }) =>
        value.split(',').map((text): IcsProperty => ({ name, parameters, value: text })),
      )
      .slice(0, mostDays)
      .flatMap(
        (property) =>
          whenOf(property, zones, { due: {}, lines: [], warnings: [] }, zones.own) ?? [],
      )
      .map(dayOf)
      .filter((day) => from === undefined || day >= from)
    const which = name === 'EXDATE' ? 'Not on' : 'Also on'
    if (days.length > 0) keep(found, `${which}: ${[...new Set(days)].slice(0, 100).join(', ')}`)
  }
}

// Converts a VTODO of any program, or an event of our own feed, to a task.
import { Day } from '../../domain/fields.ts'
import { ownProperties, valueFrom } from '../field-texts.ts'
import { derivedId } from '../ids.ts'
import { finding, type ImportRow, type ReadOptions, warn } from '../reading.ts'
import { FileId, Instant } from '../schema.ts'
import { type Extras, type FoundDue, fitted, keep } from './draft.ts'
import {
  type IcsComponent,
  propertiesNamed,
  propertyNamed,
  textNamed,
  unescaped,
  unescapedList,
} from './ics-components.ts'
import { type IcsZones, icsWhen } from './ics-when.ts'
import { instantFrom } from './moments.ts'

export interface Calendar {
  /** Written by Duly: its X-DULY properties are trusted. */
  isOurs: boolean
  zones: IcsZones
  listOf: (row: number, todo: IcsComponent) => string | null
  options: ReadOptions
}

/** Our own ids are kept, so that an exported task is the same task when it returns. */
export const idOfUid = (uid: string) => FileId.safeParse(uid).data ?? derivedId('ical uid', uid)

/** On one line, far more than a task may have. */
const mostLabels = 100

export function todoRow(row: number, todo: IcsComponent, calendar: Calendar): ImportRow {
  const told: ImportRow = { row }
  const { isOurs, zones, options } = calendar
  const ownZone = textNamed(todo, 'X-DULY-DUE-TIMEZONE')
  const due = icsWhen(todo, zones, isOurs ? ownZone || undefined : zones.own)
  if (isOurs) ownWords(todo, due)
  const extras: Extras = { lines: [], warnings: [] }
  if (!isOurs) foreignWords(todo, extras)
  const done = doneAt(todo, options.now, extras, isOurs)
  const { warnings = [], ...read } = fitted({
    id: idOf(todo),
    list_id: calendar.listOf(row, todo),
    parent_id: parentOf(todo),
    title: textNamed(todo, 'SUMMARY'),
    notes: textNamed(todo, 'DESCRIPTION'),
    texts: extras.lines,
    labels: propertiesNamed(todo, 'CATEGORIES').flatMap(({ value }) =>
      unescapedList(value).slice(0, mostLabels),
    ),
    priority: priorityOf(textNamed(todo, 'PRIORITY')),
    due,
    own: isOurs ? ownFields(todo) : {},
    ...done,
    created_at: instantFrom(textNamed(todo, 'CREATED')),
  })
  warn(told, ...extras.warnings, ...warnings)
  if (todo.faults > 0) {
    warn(
      told,
      finding('', 'malformed_line', `has ${todo.faults} lines that are no properties, or too many`),
    )
  }
  return { ...told, ...read }
}

function idOf(todo: IcsComponent): string {
  const uid = textNamed(todo, 'UID').trim()
  const occurrence = propertyNamed(todo, 'RECURRENCE-ID')?.value
  if (uid && occurrence) return derivedId('ical occurrence', uid, occurrence)
  return uid ? idOfUid(uid) : derivedId('ical task', textNamed(todo, 'SUMMARY'))
}

function parentOf(todo: IcsComponent): string | null {
  const parent = propertiesNamed(todo, 'RELATED-TO').find(({ parameters }) =>
    /^PARENT$/i.test(parameters.get('RELTYPE') ?? 'PARENT'),
  )
  const uid = parent && unescaped(parent.value).trim()
  return uid ? idOfUid(uid) : null
}

/** 1 is the highest, 9 the lowest, 0 none: high, medium and low in RFC 5545 are 1 to 4, 5, and 6 to 9. */
function priorityOf(text: string): number {
  const digit = /^[0-9]$/.test(text.trim()) ? Number(text) : 0
  return [0, 4, 4, 3, 3, 2, 1, 1, 1, 1][digit] ?? 0
}

function doneAt(todo: IcsComponent, now: Date, extras: Extras, isOurs: boolean) {
  const status = textNamed(todo, 'STATUS').trim().toUpperCase()
  const at = instantFrom(textNamed(todo, 'COMPLETED'))
  const isWhole = textNamed(todo, 'PERCENT-COMPLETE').trim() === '100'
  const deleted_at = isOurs
    ? (Instant.safeParse(textNamed(todo, 'X-DULY-DELETED-AT')).data ?? null)
    : null
  if (isOurs && status === 'CANCELLED') {
    return { completed_at: at, deleted_at: deleted_at ?? now.toISOString() }
  }
  const isOpen = status === 'NEEDS-ACTION' || status === 'IN-PROCESS'
  const isDone = status === 'COMPLETED' || status === 'CANCELLED' || (!isOpen && (at || isWhole))
  if (!isDone) return {}
  if (status === 'CANCELLED') {
    extras.warnings.push(finding('/completed_at', 'cancelled', 'was cancelled; is completed now'))
  }
  const last =
    instantFrom(textNamed(todo, 'LAST-MODIFIED')) ?? instantFrom(textNamed(todo, 'DTSTAMP'))
  return { completed_at: at ?? last ?? now.toISOString() }
}

/**
 * Reads our own date and instant, in case those of iCalendar belong to the rest of a series, or are less exact.
 */
function ownWords(todo: IcsComponent, { due }: FoundDue): void {
  const day = Day.safeParse(textNamed(todo, 'X-DULY-DUE-DATE')).data
  const at = Instant.safeParse(textNamed(todo, 'X-DULY-DUE-AT')).data
  if (day) Object.assign(due, { due_date: day, due_at: null, due_timezone: null })
  else if (at) Object.assign(due, { due_date: null, due_at: at })
  if (textNamed(todo, 'X-DULY-RECURRENCE-FROM') === 'COMPLETED') due.recurrence_from = 'completed'
}

/** Reads the fields that iCalendar has no property for. */
function ownFields(todo: IcsComponent): Record<string, unknown> {
  const texts = ownProperties.map(
    ({ name, property }) => [name, textNamed(todo, property)] as const,
  )
  return Object.fromEntries(
    texts.flatMap(([name, text]) => (text ? [[name, valueFrom(name, text)]] : [])),
  )
}

/** Keeps properties without a field. */
function foreignWords(todo: IcsComponent, extras: Extras): void {
  const lines = [
    ['LOCATION', 'Location'],
    ['URL', 'URL'],
    ['CONTACT', 'Contact'],
    ['COMMENT', 'Comment'],
  ] as const
  for (const [name, word] of lines) {
    for (const { value } of propertiesNamed(todo, name)) {
      if (value.trim()) keep(extras, `${word}: ${unescaped(value)}`)
    }
  }
  for (const { value, parameters } of propertiesNamed(todo, 'ATTENDEE')) {
    keep(extras, `With: ${parameters.get('CN') ?? value.replace(/^mailto:/i, '')}`)
  }
  for (const { value, parameters } of propertiesNamed(todo, 'ATTACH')) {
    const isAddress = parameters.get('VALUE') !== 'BINARY' && /^[a-z][a-z0-9+.-]*:/i.test(value)
    if (isAddress && !/^data:/i.test(value)) keep(extras, `Attachment: ${value}`)
    else
      extras.warnings.push(
        finding('', 'attachment_left_out', 'had a file in it, which is left out'),
      )
  }
  const percent = Number(textNamed(todo, 'PERCENT-COMPLETE') || '0')
  if (percent > 0 && percent < 100) keep(extras, `Done: ${percent} %`)
  const alarms = todo.parts.filter(({ name }) => name === 'VALARM').length
  if (alarms > 0) {
    extras.warnings.push(
      finding('', 'reminder_left_out', `had ${alarms} reminders, which are left out`),
    )
  }
  if (propertyNamed(todo, 'RECURRENCE-ID')) {
    extras.warnings.push(finding('', 'occurrence', 'was one day of a series; it stands alone now'))
  }
}

// Writes iCalendar (RFC 5545): every task as a VTODO, or the feed of open tasks with a due date as VEVENTs, because
// calendars such as Google's and Apple's ignore VTODOs in subscriptions.
import { isDefault, ownProperties, textOf } from './field-texts.ts'
import { type IcsDue, utc } from './ics-due.ts'
import { contentLine, escaped } from './ics-lines.ts'
import { type IcsSeries, icsSeries } from './ics-series.ts'
import { timezoneLines } from './ics-timezone.ts'
import type { TransferTask } from './schema.ts'
import type { Writer } from './writer.ts'

/** `name` is the calendar's name. DTSTAMP is the task's last change, so the same tasks give the same bytes. */
export function icsWriter({
  kind,
  name,
  now,
}: {
  kind: 'todos' | 'feed'
  name: string
  now: Date
}): Writer {
  const zones = new Set<string>()
  const names = new Map<string, string>()
  const write = (lines: readonly string[]) => lines.map(contentLine).join('')

  return {
    head: () =>
      write([
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Duly//Duly//EN',
        'CALSCALE:GREGORIAN',
        `NAME:${escaped(name)}`,
        `X-WR-CALNAME:${escaped(name)}`,
        ...(kind === 'feed'
          ? ['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H']
          : []),
      ]),
    lists(batch) {
      for (const { id, name } of batch) names.set(id, name)
      return ''
    },
    tasks(batch) {
      let text = ''
      for (const task of batch) {
        const series = icsSeries(task)
        const components = kind === 'feed' ? events(task, series) : todos(task, series, names)
        const zone = series.own?.zone
        if (components.length > 0 && zone && !zones.has(zone)) {
          zones.add(zone)
          text += write(timezoneLines(zone, now.getUTCFullYear()))
        }
        text += write(components)
      }
      return text
    },
    tail: () => write(['END:VCALENDAR']),
  }
}

/** 0 has no line: in RFC 5545, 1 is the highest and 0 means undefined. */
const priorities = [[], ['PRIORITY:7'], ['PRIORITY:5'], ['PRIORITY:3'], ['PRIORITY:1']]

const described = (task: TransferTask, uid = task.id) => [
  `UID:${uid}`,
  `DTSTAMP:${utc(task.updated_at)}`,
  `CREATED:${utc(task.created_at)}`,
  `LAST-MODIFIED:${utc(task.updated_at)}`,
  `SEQUENCE:${task.version - 1}`,
  `SUMMARY:${escaped(task.title)}`,
  ...(task.notes === '' ? [] : [`DESCRIPTION:${escaped(task.notes)}`]),
  ...(task.labels.length === 0 ? [] : [`CATEGORIES:${task.labels.map(escaped).join(',')}`]),
  ...(priorities[task.priority] ?? []),
]

/** Tasks in the trash are CANCELLED. A rule needs a DTSTART; it equals DUE, as in Apple's and Nextcloud's files. */
function todos(
  task: TransferTask,
  series: IcsSeries,
  names: ReadonlyMap<string, string>,
): string[] {
  const { own, moved } = series
  const repeats = own?.rule !== undefined && task.completed_at === null
  const start = repeats ? [`DTSTART${own.start}`, `RRULE:${own.rule}`] : []
  const due = own ? [`DUE${own.start}`] : []
  return [
    ...component('VTODO', task.id, task, [
      ...[...start, ...due, ...status(task), ...parent(task)],
      ...ownWords(task, series, names),
    ]),
    ...(moved
      ? component('VTODO', movedUid(task), task, [
          ...[`DUE${moved.start}`, ...status(task), ...parent(task)],
          occurrenceOf(task),
        ])
      : []),
  ]
}

const parent = ({ parent_id }: TransferTask) =>
  parent_id === null ? [] : [`RELATED-TO:${parent_id}`]

const component = (name: string, uid: string, task: TransferTask, lines: readonly string[]) => [
  `BEGIN:${name}`,
  ...described(task, uid),
  ...lines,
  `END:${name}`,
]

/** The UID of a moved date. The task's own UID stays with the series, which lasts longer. */
const movedUid = (task: TransferTask) => `${task.id}-moved`
const occurrenceOf = (task: TransferTask) => `X-DULY-OCCURRENCE-OF:${task.id}`

/** Fields without an exact iCalendar property: our own import reads them, others ignore them. */
function ownWords(
  task: TransferTask,
  { own, moved }: IcsSeries,
  names: ReadonlyMap<string, string>,
): string[] {
  const { list_id, due_at, due_timezone, recurrence_from, deleted_at } = task
  const list = list_id && `X-DULY-LIST;X-DULY-ID=${list_id}:${escaped(names.get(list_id) ?? '')}`
  // A clock that is put back shows some times twice.
  const isVague = moved || (due_at !== null && (own?.zone || !due_at.endsWith('.000Z')))
  return [
    ...(list ? [list] : []),
    ...(isVague ? exactDue(task) : []),
    ...(due_timezone === null ? [] : [`X-DULY-DUE-TIMEZONE:${escaped(due_timezone)}`]),
    ...ownProperties.flatMap(({ name, property }) =>
      isDefault(task, name) ? [] : [`${property}:${escaped(textOf(task, name))}`],
    ),
    ...(recurrence_from === 'completed' ? ['X-DULY-RECURRENCE-FROM:COMPLETED'] : []),
    ...(deleted_at === null ? [] : [`X-DULY-DELETED-AT:${deleted_at}`]),
  ]
}

const exactDue = ({ due_date, due_at }: TransferTask) => [
  due_at === null ? `X-DULY-DUE-DATE:${due_date}` : `X-DULY-DUE-AT:${due_at}`,
]

function status({ completed_at, deleted_at }: TransferTask): string[] {
  const done =
    completed_at === null ? [] : [`COMPLETED:${utc(completed_at)}`, 'PERCENT-COMPLETE:100']
  if (deleted_at !== null) return ['STATUS:CANCELLED', ...done]
  return [completed_at === null ? 'STATUS:NEEDS-ACTION' : 'STATUS:COMPLETED', ...done]
}

/**
 * Half an hour, because calendars hide events without length, but transparent, because a task keeps nobody busy. A rule
 * from completion shows only its next date, since the rest is unknown.
 */
function events(task: TransferTask, { own, moved }: IcsSeries): string[] {
  if (!own || task.completed_at !== null || task.deleted_at !== null) return []
  const repeats = own.rule !== undefined && task.recurrence_from === 'due'
  const event = (uid: string, { start, timed }: IcsDue, lines: readonly string[]) =>
    component('VEVENT', uid, task, [
      `DTSTART${start}`,
      ...(timed ? ['DURATION:PT30M'] : []),
      ...lines,
      'TRANSP:TRANSPARENT',
    ])
  const rule = repeats ? [`RRULE:${own.rule}`] : []
  if (!moved) return event(task.id, own, rule)
  const ours = [...exactDue(task), `X-DULY-RECURRENCE:${escaped(task.recurrence ?? '')}`]
  return [
    ...event(task.id, own, [...rule, ...ours]),
    ...event(movedUid(task), moved, [occurrenceOf(task)]),
  ]
}

// iCalendar (RFC 5545): every task as a VTODO, or the feed of dated open tasks as VEVENTs, because calendars
// such as Google's and Apple's show no VTODO of a calendar they subscribe to.
import { type IcsDue, utc } from './ics-due.ts'
import { contentLine, escaped } from './ics-lines.ts'
import { type IcsSeries, icsSeries } from './ics-series.ts'
import { timezoneLines } from './ics-timezone.ts'
import type { TransferTask } from './schema.ts'
import type { Writer } from './writer.ts'

/** `name` is what calendars call it. DTSTAMP is the task's last change: the same tasks give the same bytes. */
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
    lists: () => '',
    tasks(batch) {
      let text = ''
      for (const task of batch) {
        const series = icsSeries(task)
        const components = kind === 'feed' ? events(task, series) : todos(task, series)
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

/** 0 has no line: RFC 5545 counts from 1, the highest, and 0 is its "undefined". */
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

/** The day of a task that was moved away from its series. Its own UID stays with the series, which outlives it. */
const movedUid = (task: TransferTask) => `${task.id}-moved`

/**
 * What is in the trash is CANCELLED. A rule needs a DTSTART; it is the same as DUE, as Apple and Nextcloud write it. What
 * RFC 5545 has no property for, an import takes from those of ours (docs/import-export.md).
 */
function todos(task: TransferTask, { own, moved, rule }: IcsSeries): string[] {
  const repeats = own?.rule !== undefined && task.completed_at === null
  const hidden = rule ?? (own?.rule && !repeats ? task.recurrence : null)
  const todo = (uid: string, lines: readonly string[]) => [
    'BEGIN:VTODO',
    ...described(task, uid),
    ...lines,
    ...status(task),
    ...(task.parent_id === null ? [] : [`RELATED-TO:${task.parent_id}`]),
    'END:VTODO',
  ]
  return [
    ...todo(task.id, [
      ...(repeats ? [`DTSTART${own.start}`, `RRULE:${own.rule}`] : []),
      ...(own ? [`DUE${own.start}`] : []),
      ...(moved ? [`X-DULY-DUE${moved.start}`] : []),
      ...(task.due_timezone === null ? [] : [`X-DULY-TIMEZONE:${task.due_timezone}`]),
      ...(hidden ? [`X-DULY-RRULE:${hidden}`] : []),
      ...(task.recurrence_from === 'completed' ? ['X-DULY-RECURRENCE-FROM:COMPLETED'] : []),
      ...(task.list_id === null ? [] : [`X-DULY-LIST-ID:${task.list_id}`]),
      ...(task.deleted_at === null ? [] : [`X-DULY-DELETED:${utc(task.deleted_at)}`]),
    ]),
    ...(moved
      ? todo(movedUid(task), [`DUE${moved.start}`, `X-DULY-OCCURRENCE-OF:${task.id}`])
      : []),
  ]
}

function status({ completed_at, deleted_at }: TransferTask): string[] {
  const done =
    completed_at === null ? [] : [`COMPLETED:${utc(completed_at)}`, 'PERCENT-COMPLETE:100']
  if (deleted_at !== null) return ['STATUS:CANCELLED', ...done]
  return [completed_at === null ? 'STATUS:NEEDS-ACTION' : 'STATUS:COMPLETED', ...done]
}

/** A rule from completion shows its next day only: the rest is not known yet. */
function events(task: TransferTask, { own, moved }: IcsSeries): string[] {
  if (!own || task.completed_at !== null || task.deleted_at !== null) return []
  const repeats = own.rule !== undefined && task.recurrence_from === 'due'
  return [
    ...event(task, task.id, { ...own, rule: repeats ? own.rule : undefined }),
    ...(moved ? event(task, movedUid(task), moved) : []),
  ]
}

/** Half an hour, since calendars draw nothing of no length, but nobody is busy because of a task. */
const event = (task: TransferTask, uid: string, { start, timed, rule }: IcsDue) => [
  'BEGIN:VEVENT',
  ...described(task, uid),
  `DTSTART${start}`,
  ...(timed ? ['DURATION:PT30M'] : []),
  ...(rule === undefined ? [] : [`RRULE:${rule}`]),
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
]

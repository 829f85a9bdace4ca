// iCalendar (RFC 5545): every task as a VTODO, or the feed of dated open tasks as VEVENTs, because calendars
// such as Google's and Apple's show no VTODO of a calendar they subscribe to.
import { type IcsDue, icsDue, utc } from './ics-due.ts'
import { contentLine, escaped } from './ics-lines.ts'
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
        const due = icsDue(task)
        const component = kind === 'feed' ? event(task, due) : todo(task, due)
        if (!component) continue
        if (due?.zone && !zones.has(due.zone)) {
          zones.add(due.zone)
          text += write(timezoneLines(due.zone, now.getUTCFullYear()))
        }
        text += write(component)
      }
      return text
    },
    tail: () => write(['END:VCALENDAR']),
  }
}

/** 0 has no line: RFC 5545 counts from 1, the highest, and 0 is its "undefined". */
const priorities = [[], ['PRIORITY:7'], ['PRIORITY:5'], ['PRIORITY:3'], ['PRIORITY:1']]

const described = (task: TransferTask) => [
  `UID:${task.id}`,
  `DTSTAMP:${utc(task.updated_at)}`,
  `CREATED:${utc(task.created_at)}`,
  `LAST-MODIFIED:${utc(task.updated_at)}`,
  `SEQUENCE:${task.version - 1}`,
  `SUMMARY:${escaped(task.title)}`,
  ...(task.notes === '' ? [] : [`DESCRIPTION:${escaped(task.notes)}`]),
  ...(task.labels.length === 0 ? [] : [`CATEGORIES:${task.labels.map(escaped).join(',')}`]),
  ...(priorities[task.priority] ?? []),
]

/**
 * What is in the trash is CANCELLED. A rule needs a DTSTART; it is the same as DUE, as Apple and Nextcloud write
 * it. Rules that count from completion have no word in RFC 5545, so they carry one of ours.
 */
function todo(task: TransferTask, due: IcsDue | undefined): string[] {
  const repeats = due?.rule !== undefined && task.completed_at === null
  return [
    'BEGIN:VTODO',
    ...described(task),
    ...(repeats ? [`DTSTART${due.start}`, `RRULE:${due.rule}`] : []),
    ...(repeats && task.recurrence_from === 'completed'
      ? ['X-DULY-RECURRENCE-FROM:COMPLETED']
      : []),
    ...(due ? [`DUE${due.start}`] : []),
    ...status(task),
    ...(task.parent_id === null ? [] : [`RELATED-TO:${task.parent_id}`]),
    'END:VTODO',
  ]
}

function status({ completed_at, deleted_at }: TransferTask): string[] {
  const done =
    completed_at === null ? [] : [`COMPLETED:${utc(completed_at)}`, 'PERCENT-COMPLETE:100']
  if (deleted_at !== null) return ['STATUS:CANCELLED', ...done]
  return [completed_at === null ? 'STATUS:NEEDS-ACTION' : 'STATUS:COMPLETED', ...done]
}

/**
 * Half an hour, since calendars draw nothing of no length, but nobody is busy because of a task. A rule from completion
 * shows its next day only: the rest is not known yet.
 */
function event(task: TransferTask, due: IcsDue | undefined): string[] | undefined {
  if (!due || task.completed_at !== null || task.deleted_at !== null) return
  const repeats = due.rule !== undefined && task.recurrence_from === 'due'
  return [
    'BEGIN:VEVENT',
    ...described(task),
    `DTSTART${due.start}`,
    ...(due.timed ? ['DURATION:PT30M'] : []),
    ...(repeats ? [`RRULE:${due.rule}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

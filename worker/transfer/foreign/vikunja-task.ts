// Converts a Vikunja task. Its notes and comments are HTML.
import { derivedId } from '../ids.ts'
import { finding, type ImportRow, type ReadOptions, warn } from '../reading.ts'
import { type FoundDue, fitted, keep, keepRule } from './draft.ts'
import { htmlText } from './html-text.ts'
import { dueAt, instantFrom, shownAt } from './moments.ts'
import type { VikunjaTask } from './vikunja-shapes.ts'

export const taskId = (id: string) => derivedId('vikunja task', id)

export function vikunjaTask(
  row: number,
  task: VikunjaTask,
  list_id: string | null,
  parent: string | undefined,
  options: ReadOptions,
): ImportRow {
  const told: ImportRow = { row }
  const due = dueOf(task, options)
  extras(task, due, options)
  const done = realInstant(task.done_at) ?? realInstant(task.updated) ?? options.now.toISOString()
  const { warnings = [], ...read } = fitted({
    ...{ id: taskId(task.id), list_id, parent_id: parent ? taskId(parent) : null },
    title: task.title,
    notes: htmlText(task.description ?? ''),
    texts: (task.comments ?? []).map(({ comment }) => htmlText(comment ?? '')),
    labels: (task.labels ?? []).map(({ title }) => title ?? ''),
    priority: [0, 1, 2, 3, 4, 4][task.priority ?? 0] ?? 0,
    due,
    completed_at: task.done ? done : null,
    created_at: realInstant(task.created),
  })
  warn(told, ...warnings)
  return { ...told, ...read }
}

/** Vikunja writes the first moment of year 1 for none. */
function realInstant(text: string | null | undefined): string | null {
  return text?.startsWith('0001-') ? null : instantFrom(text)
}

function dueOf(task: VikunjaTask, { timezone }: ReadOptions): FoundDue {
  const found: FoundDue = { due: {}, lines: [], warnings: [] }
  const at = realInstant(task.due_date)
  if (at) found.due = dueAt(at, timezone, { midnightIsDay: true })
  const rule = ruleOf(task)
  if (rule) {
    found.due.recurrence = rule
    const isFromDone = task.repeat_mode === 2 || task.repeats_from_current_date
    if (isFromDone) found.due.recurrence_from = 'completed'
  } else if (task.repeat_after) {
    const every = `every ${task.repeat_after / 3_600} hours`
    keepRule(found, `Repeats: ${every}`, 'it is no number of days')
  }
  return found
}

const daySeconds = 86_400

function ruleOf({ repeats, repeat_after, repeat_mode }: VikunjaTask): string | undefined {
  if (repeats) return repeats.trim().slice(0, 200)
  if (repeat_mode === 1) return 'FREQ=MONTHLY'
  const days = (repeat_after ?? 0) / daySeconds
  if (days < 1 || !Number.isInteger(days)) return
  const [frequency, every] = days % 7 === 0 ? ['WEEKLY', days / 7] : ['DAILY', days]
  return every === 1 ? `FREQ=${frequency}` : `FREQ=${frequency};INTERVAL=${every}`
}

/** Values without a field. */
function extras(task: VikunjaTask, due: FoundDue, { timezone }: ReadOptions): void {
  const line = (word: string, at: string | null) => {
    if (at) keep(due, `${word}: ${shownAt(at, timezone)}`)
  }
  line('Starts', realInstant(task.start_date))
  line('Ends', realInstant(task.end_date))
  for (const { reminder } of task.reminders ?? []) line('Reminder', realInstant(reminder))
  for (const { name, username } of task.assignees ?? []) {
    keep(due, `Assigned to: ${name || username || 'somebody'}`)
  }
  const percent = Math.round((task.percent_done ?? 0) * 100)
  if (percent > 0 && percent < 100) keep(due, `Done: ${percent} %`)
  for (const [kind, others] of Object.entries(task.related_tasks ?? {})) {
    if (kind === 'subtask' || kind === 'parenttask') continue
    for (const { title, id } of others ?? []) keep(due, `${kind}: ${title ?? id}`)
  }
  const files = task.attachments ?? []
  for (const { file } of files) if (file?.name) keep(due, `Attachment: ${file.name}`)
  if (files.length > 0) {
    due.warnings.push(finding('', 'attachment_left_out', 'had files with it, which are left out'))
  }
}

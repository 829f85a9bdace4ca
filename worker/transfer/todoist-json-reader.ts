// Reads the responses of Todoist's APIs (todoist-shapes.ts). Sections become labels, comments go to the notes.
import { derivedId } from './ids.ts'
import { parseJson } from './json-reader.ts'
import { normalizeRows } from './normalize-rows.ts'
import {
  exceedsMaxRows,
  fieldErrors,
  finding,
  type ImportRow,
  parse,
  type Reading,
  type ReadOptions,
  tooManyRows,
  warn,
  wholeFile,
} from './reading.ts'
import { Instant } from './schema.ts'
import { foundDue } from './todoist-due.ts'
import { type ProjectLists, projectLists } from './todoist-lists.ts'
import { TodoistComment, TodoistFile, TodoistNamed, TodoistTask } from './todoist-shapes.ts'
import { asLabel, fitted } from './todoist-task.ts'

/** Never throws. Tasks keep Todoist's order; `row` is the position in the file's own array. */
export function readTodoistJson(text: string, options: ReadOptions): Reading {
  const value = parseJson(text)
  if (value === undefined) return wholeFile('malformed_json', 'is not valid JSON')
  const parsed = TodoistFile.safeParse(value)
  if (!parsed.success) return wholeFile('not_todoist', 'is no answer of the Todoist API')
  const file = parsed.data
  const { tasks, projects } = file
  if (exceedsMaxRows(tasks.length + projects.length + file.comments.length)) return tooManyRows()

  const lists = projectLists(projects)
  const comments = commentsByTask(file.comments)
  const names = {
    sections: namesById(file.sections),
    labels: namesById(file.labels),
    comments: comments.byTask,
  }
  const rows = ordered(tasks).map(({ element, row }): ImportRow => {
    const task = parse(TodoistTask, element)
    if (!task.success) return { row, errors: fieldErrors(task.error) }
    return taskRow(row, task.data, lists, names, options)
  })
  return normalizeRows([...lists.rows, ...rows, ...comments.rows], { closed: true })
}

const taskId = (foreign: string) => derivedId('todoist task', foreign)

interface Names {
  sections: ReadonlyMap<string, string>
  labels: ReadonlyMap<string, string>
  comments: ReadonlyMap<string, string[]>
}

function taskRow(
  row: number,
  task: TodoistTask,
  lists: ProjectLists,
  names: Names,
  options: ReadOptions,
): ImportRow {
  const told: ImportRow = { row }
  const foreign = task.task_id ?? task.id
  if (!foreign) return { row, errors: [finding('/id', 'required', 'is required')] }
  if (task.is_deleted) return { row, warnings: [finding('', 'deleted', 'is deleted in Todoist')] }
  const section = names.sections.get(task.section_id ?? '')
  if (section) warn(told, finding('/section_id', 'section_as_label', `is the label ${section} now`))
  const duration = task.duration && `Duration: ${task.duration.amount} ${task.duration.unit}`
  if (duration)
    warn(told, finding('/notes', 'extra_in_notes', `has a line of its own: ${duration}`))

  const { due, deadline } = task
  const { warnings = [], ...read } = fitted({
    id: taskId(foreign),
    list_id: lists.idOf(task.project_id ?? '', told),
    parent_id: task.parent_id ? taskId(task.parent_id) : null,
    content: task.content,
    texts: [task.description ?? '', ...(names.comments.get(foreign) ?? []), duration ?? ''],
    labels: [
      ...(task.labels ?? []).map((label) => names.labels.get(label) ?? label),
      ...(section ? [section] : []),
    ],
    p: 5 - (task.priority ?? 1),
    due: foundDue(
      {
        date: due?.datetime ?? due?.date ?? undefined,
        words: due?.string ?? undefined,
        repeats: due?.is_recurring,
        language: due?.lang ?? undefined,
        timezone: due?.timezone ?? undefined,
        deadline: deadline?.date ?? undefined,
      },
      options,
    ),
    completed_at: completedAt(task, options.now),
    created_at: firstInstant(task.added_at, task.created_at, task.date_added),
  })
  const result = { ...told, ...read }
  warn(result, ...warnings)
  return result
}

/** If only "done" is known, the last change; `now` is the last resort. */
function completedAt(task: TodoistTask, now: Date): string | null {
  const at = firstInstant(task.completed_at, task.date_completed)
  if (at || !(task.checked || task.is_completed)) return at
  return (
    firstInstant(task.updated_at, task.added_at, task.created_at, task.date_added) ??
    now.toISOString()
  )
}

const firstInstant = (...texts: (string | null | undefined)[]) =>
  texts.map((text) => Instant.safeParse(text).data).find(Boolean) ?? null

/** An unreadable name is replaced by its number. */
const namesById = (elements: readonly unknown[]) =>
  new Map(
    elements.flatMap((element): [string, string][] => {
      const { data } = TodoistNamed.safeParse(element)
      return data ? [[data.id, asLabel(data.name)]] : []
    }),
  )

function commentsByTask(elements: readonly unknown[]) {
  const rows: ImportRow[] = []
  const byTask = new Map<string, string[]>()
  elements.forEach((element, index) => {
    const { success, data, error } = parse(TodoistComment, element)
    if (!success) {
      rows.push({ row: index + 1, errors: fieldErrors(error, `/comments/${index}`) })
      return
    }
    const task = data.item_id ?? data.task_id
    if (!task || data.is_deleted) return
    const file = data.file_attachment?.file_url ?? data.attachment?.file_url
    const text = [data.content, file].filter(Boolean).join('\n')
    const others = byTask.get(task)
    if (others) others.push(text)
    else byTask.set(task, [text])
  })
  return { rows, byTask }
}

function ordered(tasks: readonly unknown[]) {
  const place = (element: unknown) => {
    const { data } = TodoistTask.pick({ child_order: true, order: true }).safeParse(element)
    return data?.child_order ?? data?.order ?? 0
  }
  return tasks
    .map((element, index) => ({ element, row: index + 1, place: place(element) }))
    .sort((a, b) => a.place - b.place)
}

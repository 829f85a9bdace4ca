// Reads the JSON of Microsoft To Do, which has no export itself, from Microsoft Graph and tools that use it. Steps
// become subtasks, categories labels.
import { derivedId } from '../ids.ts'
import { parseJson } from '../json-reader.ts'
import { normalizeRows } from '../normalize-rows.ts'
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
} from '../reading.ts'
import { type FoundDue, fitted, keep, keepDate, keepRule } from './draft.ts'
import { htmlText } from './html-text.ts'
import { microsoftRule } from './microsoft-repeats.ts'
import {
  MicrosoftFile,
  MicrosoftList,
  MicrosoftStep,
  MicrosoftTask,
  type MicrosoftTime,
} from './microsoft-shapes.ts'
import { dayOfMidnight, instantFrom, instantIn, momentOf, shownAt, zoneOrOwn } from './moments.ts'
import { namedLists } from './named-lists.ts'

interface Given {
  row: number
  list: string
  element: unknown
}

/** Never throws. `row` counts the tasks of all lists in the order of the file. */
export function readMicrosoftJson(text: string, options: ReadOptions): Reading {
  const value = parseJson(text)
  if (value === undefined) return wholeFile('malformed_json', 'is not valid JSON')
  const elements = MicrosoftFile.safeParse(value).data ?? []
  const given = tasksOf(elements, options.listName ?? '')
  if (given.length === 0 && !elements.some((element) => MicrosoftList.safeParse(element).success)) {
    return wholeFile('not_microsoft_to_do', 'has no lists or tasks of Microsoft To Do')
  }
  if (exceedsMaxRows(given.length)) return tooManyRows()
  const lists = namedLists('microsoft')
  const rows: ImportRow[] = []
  for (const { row, list, element } of given) {
    const { success, data, error } = parse(MicrosoftTask, element)
    if (exceedsMaxRows(rows.length + 1 + (data?.checklistItems.length ?? 0))) return tooManyRows()
    if (success) rows.push(...taskRows(row, data, lists.idOf(row, list), options))
    else rows.push({ row, errors: fieldErrors(error) })
  }
  return normalizeRows([...lists.rows, ...rows], { closed: true })
}

/** Tasks of every list, or of a response with tasks only. The default list is the Inbox. */
function tasksOf(elements: readonly unknown[], listName: string): Given[] {
  const given: Given[] = []
  for (const element of elements) {
    const { data } = MicrosoftList.safeParse(element)
    const kind = data?.wellknownListName ?? data?.wellKnownListName
    const name = kind === 'defaultList' ? '' : (data?.displayName ?? data?.name ?? '')
    const tasks = data ? [...data.tasks, ...data.value] : isTask(element) ? [element] : []
    for (const task of tasks) {
      given.push({ row: given.length + 1, list: listName || name, element: task })
    }
  }
  return given
}

const isTask = (element: unknown) =>
  typeof element === 'object' && element !== null && 'title' in element && 'status' in element

function taskRows(
  row: number,
  task: MicrosoftTask,
  list_id: string | null,
  options: ReadOptions,
): ImportRow[] {
  const told: ImportRow = { row }
  const due = dueOf(task, options)
  extras(task, due, options)
  const content = task.body?.content ?? ''
  const isHtml = task.body?.contentType?.toLowerCase() === 'html'
  const id = derivedId(
    'microsoft task',
    task.id ?? JSON.stringify([task.title, task.createdDateTime]),
  )
  const isDone = task.status === 'completed'
  const done = atOf(task.completedDateTime) ?? instantFrom(task.lastModifiedDateTime)
  const { warnings = [], ...read } = fitted({
    ...{ id, list_id, parent_id: null, title: task.title },
    notes: isHtml ? htmlText(content) : content.replace(/\r\n?/g, '\n'),
    texts: [],
    labels: task.categories ?? [],
    priority: priorities.get(task.importance ?? '') ?? 0,
    due,
    completed_at: isDone ? (done ?? options.now.toISOString()) : null,
    created_at: instantFrom(task.createdDateTime),
  })
  warn(told, ...warnings)
  const result = { ...told, ...read }
  return [result, ...task.checklistItems.map((item, index) => stepRow(result, item, index, done))]
}

function stepRow(
  { row, task }: ImportRow,
  element: unknown,
  index: number,
  parentDone: string | null,
): ImportRow {
  const { success, data, error } = parse(MicrosoftStep, element)
  if (!success) return { row, errors: fieldErrors(error, `/checklistItems/${index}`) }
  if (!task) return { row, errors: [finding('', 'parent_missing', 'is a step of a refused task')] }
  const created_at = instantFrom(data.createdDateTime)
  const done = instantFrom(data.checkedDateTime) ?? task.completed_at ?? parentDone ?? created_at
  return {
    row,
    ...fitted({
      id: derivedId('microsoft step', task.id, data.id ?? `${index} ${data.displayName}`),
      ...{ list_id: task.list_id, parent_id: task.id, title: data.displayName, created_at },
      ...{ notes: '', texts: [], labels: [], priority: 0 },
      due: { due: {}, lines: [], warnings: [] },
      completed_at: data.isChecked ? done : task.completed_at,
    }),
  }
}

/** Due is a date, written as midnight: in the zone beside it, or in the user's own zone, as UTC. */
function dueOf(task: MicrosoftTask, options: ReadOptions): FoundDue {
  const found: FoundDue = { due: {}, lines: [], warnings: [] }
  const { dueDateTime: due, recurrence } = task
  const moment = momentOf(due?.dateTime ?? '')
  if (moment) {
    const zone = zoneOrOwn(due?.timeZone || undefined, options.timezone, found) ?? 'UTC'
    found.due = {
      due_date: dayOfMidnight(moment, zone, options.timezone),
    }
  } else if (due) keepDate(found, `Due: ${due.dateTime}`)
  if (!recurrence) return found
  const rule = microsoftRule(recurrence)
  if (rule) found.due.recurrence = rule
  else {
    const shown = JSON.stringify(recurrence.pattern).slice(0, 1_000)
    keepRule(found, `Repeats: ${shown}`, 'it is not understood')
  }
  return found
}

/** Some tools write a Z after a local time: the zone counts. */
function atOf(time: MicrosoftTime): string | null {
  const moment = momentOf(time?.dateTime ?? '')
  const zone = zoneOrOwn(time?.timeZone || undefined, undefined, { warnings: [] })
  return (moment && instantIn({ ...moment, offset: undefined }, zone ?? 'UTC')) ?? null
}

const priorities = new Map([
  ['low', 1],
  ['high', 3],
])
const states = new Map([
  ['waitingOnOthers', 'Waiting for others'],
  ['deferred', 'Deferred'],
])

/** Values without a field. */
function extras(task: MicrosoftTask, due: FoundDue, { timezone = 'UTC' }: ReadOptions): void {
  const shown = (time: MicrosoftTime) => {
    const at = atOf(time)
    return at && shownAt(at, timezone)
  }
  const reminder = task.isReminderOn !== false && shown(task.reminderDateTime)
  if (reminder) keep(due, `Reminder: ${reminder}`)
  const starts = momentOf(task.startDateTime?.dateTime ?? '')
  if (starts && !task.recurrence) keep(due, `Starts: ${starts.day}`)
  const state = states.get(task.status ?? '')
  if (state) keep(due, `Status: ${state}`)
  for (const { webUrl, displayName, applicationName } of task.linkedResources ?? []) {
    const name = displayName ?? applicationName
    const link = [name, webUrl].filter(Boolean).join(': ')
    if (link) keep(due, link)
  }
  const files = (task.attachments ?? []).flatMap(({ name }) => name ?? [])
  for (const name of files) keep(due, `Attachment: ${name}`)
  if (files.length > 0 || task.hasAttachments) {
    due.warnings.push(finding('', 'attachment_left_out', 'had files with it, which are left out'))
  }
}

// Reads Tasks.json of Google Takeout. Google writes every occurrence of a series as a task: completed ones are kept,
// and the first open one gets the rule.
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
import { googleRule, googleTime } from './google-repeats.ts'
import { GoogleFile, GoogleList, GoogleRecurrence, GoogleTask } from './google-shapes.ts'
import { dueAt, instantFrom, instantIn, momentOf } from './moments.ts'
import { namedLists } from './named-lists.ts'

interface Given {
  row: number
  list: string
  element: unknown
}

/** Never throws. `row` counts the tasks of all lists in the order of the file. */
export function readGoogleTasks(text: string, options: ReadOptions): Reading {
  const value = parseJson(text)
  if (value === undefined) return wholeFile('malformed_json', 'is not valid JSON')
  const parsed = GoogleFile.safeParse(Array.isArray(value) ? { items: value } : value)
  if (!parsed.success) return wholeFile('not_google_tasks', 'has no lists of Google Tasks')
  const { items, tasks, ...rest } = parsed.data
  const isOneList = tasks.length > 0 || items.some((item) => isTask(item))
  const elements = isOneList ? [{ ...rest, items, tasks }] : items
  const given: Given[] = []
  const rules = new Map<string, GoogleRecurrence>()
  for (const element of elements) {
    const { data } = GoogleList.safeParse(element)
    for (const task of data ? [...data.items, ...data.tasks] : []) {
      given.push({ row: given.length + 1, list: data?.title ?? '', element: task })
    }
    for (const one of data?.recurrences ?? []) {
      const rule = GoogleRecurrence.safeParse(one).data
      if (rule) rules.set(rule.id, rule)
    }
  }
  if (exceedsMaxRows(given.length)) return tooManyRows()

  const lists = namedLists('google')
  const series = seriesOf(given, rules)
  const rows = given.map(({ row, list, element }): ImportRow => {
    const { success, data, error } = parse(GoogleTask, element)
    if (!success) return { row, errors: fieldErrors(error) }
    const why = leftOut(data, series)
    if (why) return { row, warnings: [why] }
    return taskRow(row, data, lists.idOf(row, options.listName ?? list), series, options)
  })
  return normalizeRows([...lists.rows, ...inOrder(rows, given)], { closed: true })
}

const isTask = (item: unknown) =>
  typeof item === 'object' && item !== null && 'status' in item && !('items' in item)

interface Series {
  rules: ReadonlyMap<string, GoogleRecurrence>
  /** The task of each series that gets the rule: the first open one, else the last completed one. */
  carriers: ReadonlyMap<string, GoogleTask>
}

const isDone = (task: GoogleTask) => task.status === 'completed' || Boolean(task.completed)

function seriesOf(given: readonly Given[], rules: Series['rules']): Series {
  const carriers = new Map<string, GoogleTask>()
  for (const { element } of given) {
    const { data } = GoogleTask.safeParse(element)
    const id = data?.task_recurrence_id
    if (!data || !id || data.deleted) continue
    const other = carriers.get(id)
    const [ours, theirs] = [googleTime(data) ?? '', (other && googleTime(other)) ?? '']
    const isSooner = isDone(data) ? isDone(other ?? data) && ours > theirs : ours < theirs
    if (!other || (isDone(other) && !isDone(data)) || isSooner) carriers.set(id, data)
  }
  return { rules, carriers }
}

function leftOut(task: GoogleTask, { carriers }: Series) {
  if (task.deleted) return finding('', 'deleted', 'is deleted in Google Tasks')
  if (!task.title?.trim() && !task.notes?.trim()) return finding('', 'empty', 'says nothing')
  const id = task.task_recurrence_id
  if (id && !isDone(task) && carriers.get(id)?.id !== task.id) {
    return finding('', 'later_occurrence', 'is a later day of a task that repeats')
  }
  return
}

function taskRow(
  row: number,
  task: GoogleTask,
  list_id: string | null,
  series: Series,
  options: ReadOptions,
): ImportRow {
  const told: ImportRow = { row }
  const due = dueOf(task, series, options)
  for (const { description, link } of task.links ?? []) {
    if (link) keep(due, [description, link].filter(Boolean).join(': '))
  }
  const { warnings = [], ...read } = fitted({
    id: derivedId('google task', task.id),
    list_id,
    parent_id: task.parent ? derivedId('google task', task.parent) : null,
    title: task.title ?? '',
    notes: task.notes ?? '',
    ...{ texts: [], labels: [], priority: 0, due },
    completed_at: isDone(task)
      ? (instantFrom(task.completed) ?? instantFrom(task.updated) ?? options.now.toISOString())
      : null,
    created_at: instantFrom(task.created),
  })
  warn(told, ...warnings)
  return { ...told, ...read }
}

/** `due` is always a date, written as midnight UTC; a scheduled time may be one too. */
function dueOf(task: GoogleTask, series: Series, options: ReadOptions): FoundDue {
  const found: FoundDue = { due: {}, lines: [], warnings: [] }
  const text = googleTime(task)
  const moment = momentOf(text ?? '')
  const at = moment?.time && instantIn(moment, 'UTC')
  if (moment && (!at || moment.time === '00:00:00')) found.due = { due_date: moment.day }
  else if (at) found.due = dueAt(at, options.timezone, { midnightIsDay: true })
  else if (text) keepDate(found, `Due: ${text}`)
  const id = task.task_recurrence_id
  if (!id || series.carriers.get(id)?.id !== task.id) return found
  const known = series.rules.get(id)
  const rule = known && googleRule(known)
  if (rule && !isDone(task)) found.due.recurrence = rule
  else if (rule !== null) {
    const why = rule ? 'the series has no day to come' : 'its rule is not understood'
    const shown = rule ?? JSON.stringify(known?.schedule ?? 'unknown').slice(0, 1_000)
    keepRule(found, `Repeats: ${shown}`, why)
  }
  return found
}

/** In the order of Google's positions, which compare as text. */
function inOrder(rows: readonly ImportRow[], given: readonly Given[]): ImportRow[] {
  const position = ({ row }: ImportRow) =>
    GoogleTask.pick({ position: true }).safeParse(given[row - 1]?.element).data?.position ?? ''
  return rows
    .map((row) => ({ row, position: position(row) }))
    .sort((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : 0))
    .map(({ row }) => row)
}

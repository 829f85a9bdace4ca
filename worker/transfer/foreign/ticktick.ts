// Reads the CSV of TickTick's backup (Settings, Account, Backup). Lists in folders become lists, board columns and tags
// labels, checklist items subtasks. Tasks are renumbered in every file, so they are identified by their creation time.
import { derivedId } from '../ids.ts'
import { normalizeRows } from '../normalize-rows.ts'
import {
  exceedsMaxRows,
  finding,
  type ImportRow,
  type Reading,
  type ReadOptions,
  tooManyRows,
  warn,
  wholeFile,
} from '../reading.ts'
import { type Extras, fitted } from './draft.ts'
import { instantFrom } from './moments.ts'
import { type NamedLists, namedLists, namesInFolders } from './named-lists.ts'
import { tableRows } from './tables.ts'
import { type Column, needed, type Row } from './ticktick-columns.ts'
import { ticktickDue } from './ticktick-due.ts'
import { ticktickItems } from './ticktick-items.ts'
import { zoneNamed } from './zone-names.ts'

/** Never throws. `row` is the position in the table, including the lines above its header. */
export function readTicktick(text: string, options: ReadOptions): Reading {
  const given = tableRows<Column>(text, needed)
  if (!given) return wholeFile('not_ticktick', `has no columns ${needed.join(', ')}`)
  if (given === 'too_many') return tooManyRows()
  const sound = given.filter(({ errors }) => !errors)
  const file = {
    options,
    lists: namedLists('ticktick'),
    nameOf: namesInFolders(
      sound.map(({ cell }) => ({
        folder: cell('Folder Name').trim(),
        list: cell('List Name').trim(),
      })),
    ),
    ids: idsOf(sound),
  }
  const rows: ImportRow[] = []
  for (const record of ordered(given)) {
    if (record.errors) rows.push({ row: record.row, errors: record.errors })
    else rows.push(...taskRows(record, file))
    if (exceedsMaxRows(rows.length)) return tooManyRows()
  }
  return normalizeRows([...file.lists.rows, ...rows], { closed: true })
}

interface File {
  options: ReadOptions
  lists: NamedLists
  nameOf: (folder: string, list: string) => string
  ids: Ids
}

interface Ids {
  ofRow: ReadonlyMap<Row, string>
  /** By the file's own numbers. */
  ofTask: ReadonlyMap<string, string>
}

function idsOf(rows: readonly Row[]): Ids {
  const same = new Map<string, number>()
  const ofRow = new Map<Row, string>()
  const ofTask = new Map<string, string>()
  for (const record of rows) {
    const { cell } = record
    const created = cell('Created Time').trim()
    const key = JSON.stringify(
      created ? [created, cell('Title')] : ['', cell('Title'), cell('List Name'), cell('Content')],
    )
    const nth = (same.get(key) ?? 0) + 1
    same.set(key, nth)
    const id = derivedId('ticktick task', key, nth)
    ofRow.set(record, id)
    const number = cell('taskId').trim()
    if (number && !ofTask.has(number)) ofTask.set(number, id)
  }
  return { ofRow, ofTask }
}

/** In TickTick's own order, if there is one. */
function ordered(rows: Row[]): Row[] {
  const place = new Map(rows.map((record) => [record, Number(record.cell('Order')) || 0]))
  return rows.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
}

function taskRows(record: Row, { options, lists, nameOf, ids }: File): ImportRow[] {
  const { row, cell } = record
  const told: ImportRow = { row }
  const extras: Extras = { lines: [], warnings: [] }
  const list = cell('List Name').trim()
  const id = ids.ofRow.get(record) ?? derivedId('ticktick row', row)
  const parent = cell('parentId').trim()
  const column = cell('Column Name').trim()
  if (column) {
    extras.warnings.push(finding('/labels', 'section_as_label', `has the label ${column} now`))
  }
  if (cell('Kind').trim() === 'NOTE') {
    extras.warnings.push(finding('', 'note_as_task', 'was a note; is a task now'))
  }
  if (cell('Reminder').trim()) {
    extras.warnings.push(finding('', 'reminder_left_out', 'had reminders, which are left out'))
  }
  const isList = cell('Kind').trim() === 'CHECKLIST' || cell('Is Check list').trim() === 'Y'
  const { notes, items } = isList
    ? ticktickItems(cell('Content'))
    : { notes: cell('Content'), items: [] }
  const { warnings = [], ...read } = fitted({
    id,
    list_id: isInbox(list) ? null : lists.idOf(row, nameOf(cell('Folder Name').trim(), list)),
    parent_id:
      parent && parent !== '0'
        ? (ids.ofTask.get(parent) ?? derivedId('ticktick none', parent))
        : null,
    title: cell('Title'),
    notes: notes.replace(/\r\n?/g, '\n'),
    texts: [],
    labels: [
      ...cell('Tags')
        .split(',')
        .map((tag) => tag.trim().replace(/^#/, '')),
      column,
    ],
    priority: priorityOf(cell('Priority'), extras),
    due: ticktickDue(cell, options),
    completed_at: completedAt(cell, options.now, extras),
    created_at: instantFrom(cell('Created Time'), zoneIn(cell)),
  })
  warn(told, ...extras.warnings, ...warnings)
  const task = { ...told, ...read }
  return [task, ...items.map((item, index) => itemRow(task, item, index, options.now))]
}

/** The default list, in some of the languages of its name. */
const isInbox = (name: string) => /^(📥\s*)?(inbox|收集箱|收件匣)?$/iu.test(name)

function itemRow(
  { row, task }: ImportRow,
  { title, isDone }: { title: string; isDone: boolean },
  index: number,
  now: Date,
): ImportRow {
  if (!task) return { row, errors: [finding('', 'parent_missing', 'is an item of a refused task')] }
  return {
    row,
    ...fitted({
      ...{ id: derivedId('ticktick item', task.id, index, title), title },
      ...{ list_id: task.list_id, parent_id: task.id, created_at: task.created_at },
      ...{ notes: '', texts: [], labels: [], priority: 0 },
      due: { due: {}, lines: [], warnings: [] },
      completed_at: isDone
        ? (task.completed_at ?? task.created_at ?? now.toISOString())
        : task.completed_at,
    }),
  }
}

const priorities = new Map([
  ['', 0],
  ['0', 0],
  ['1', 1],
  ['3', 2],
  ['5', 3],
])

function priorityOf(text: string, { warnings }: Extras): number {
  const priority = priorities.get(text.trim())
  if (priority === undefined) warnings.push(finding('/priority', 'priority_unknown', 'is none now'))
  return priority ?? 0
}

/** 0 is open, 1 and 2 are done (and archived), -1 is "won't do". */
function completedAt(cell: Row['cell'], now: Date, { warnings }: Extras): string | null {
  const status = cell('Status').trim()
  if (status === '0' || status === '') return null
  if (status === '-1') {
    warnings.push(finding('/completed_at', 'cancelled', "was “won't do”; is completed now"))
  } else if (status !== '1' && status !== '2') {
    warnings.push(finding('/completed_at', 'status_unknown', `is open: ${status} is not known`))
    return null
  }
  const at = (name: Column) => instantFrom(cell(name), zoneIn(cell))
  return at('Completed Time') ?? at('Created Time') ?? now.toISOString()
}

const zoneIn = (cell: Row['cell']) => zoneNamed(cell('Timezone')) ?? 'UTC'

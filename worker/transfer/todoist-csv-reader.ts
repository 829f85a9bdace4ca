// Reads the CSV that Todoist exports and uses for templates: one project per file, without its name and ids. Sections
// become labels. Tasks are identified by list, section, parent and content, so that a later export of the same project
// matches.
import * as z from 'zod'
import { escapePointer } from '../validation.ts'
import { csvRecords } from './csv-records.ts'
import { derivedId } from './ids.ts'
import { parseJson } from './json-reader.ts'
import { normalizeRows } from './normalize-rows.ts'
import {
  exceedsMaxRows,
  finding,
  type ImportRow,
  type Reading,
  type ReadOptions,
  tooManyRows,
  warn,
  wholeFile,
} from './reading.ts'
import { foundDue } from './todoist-due.ts'
import { listNamed } from './todoist-lists.ts'
import { asLabel, fitted, type TodoistDraft } from './todoist-task.ts'

const used = [
  'TYPE',
  'CONTENT',
  'DESCRIPTION',
  'PRIORITY',
  'INDENT',
  'DATE',
  'DATE_LANG',
  'TIMEZONE',
  'DURATION',
  'DURATION_UNIT',
  'DEADLINE',
  'DEADLINE_LANG',
  'RESPONSIBLE',
] as const
type Field = (typeof used)[number]
const unread = ['AUTHOR', 'IS_COLLAPSED', 'META', '']

/** The result of a record. A draft stays open for the comments that follow it. */
type Entry = ImportRow | { row: number; told: ImportRow; draft: TodoistDraft & { texts: string[] } }

/** Never throws. */
export function readTodoistCsv(text: string, options: ReadOptions): Reading {
  const records = csvRecords(text)
  const names = records.next().value?.cells.map((cell) => cell.trim().toUpperCase()) ?? []
  if (!names.includes('TYPE') || !names.includes('CONTENT')) {
    return wholeFile('not_todoist', 'has no columns TYPE and CONTENT')
  }
  const { listName } = options
  const list = listName ? listNamed(listName, derivedId('todoist list', listName)) : undefined
  const known: readonly string[] = [...used, ...unread]
  const entries: Entry[] = names
    .filter((name) => !known.includes(name))
    .slice(0, 20)
    .map((name) => ({
      row: 1,
      warnings: [finding(`/${escapePointer(name)}`, 'unknown_column', 'is not read')],
    }))
  if (list) entries.push({ row: 1, list, byName: true })

  const read = recordReader(options, list?.id ?? null)
  let row = 1
  for (const { cells, fault } of records) {
    row += 1
    if (exceedsMaxRows(row)) return tooManyRows()
    if (cells.every((cell) => cell.trim() === '')) continue
    // Extra cells are empty in hundreds of shared files; otherwise an unquoted comma has split the text.
    const tooLong = cells.slice(names.length).some((cell) => cell.trim() !== '')
    const wrong = fault ?? (tooLong ? 'has more cells than columns' : undefined)
    const field = (name: Field) => cells[names.indexOf(name)] ?? ''
    const entry = wrong ? read.refused(row, field, wrong) : read.taken(row, field)
    if (entry) entries.push(entry)
  }
  return normalizeRows(entries.map(closed), { closed: true })
}

function closed(entry: Entry): ImportRow {
  if (!('draft' in entry)) return entry
  const { warnings = [], ...rest } = fitted(entry.draft)
  const row: ImportRow = { ...entry.told, ...rest }
  warn(row, ...warnings)
  return row
}

/** Tracks the position in the file: the section, the parent of subtasks, and the task of comments. */
function recordReader(options: ReadOptions, list_id: string | null) {
  let section = ''
  let top: TodoistDraft | undefined
  let last: { texts: string[] } | undefined
  const same = new Map<string, number>()

  const idOf = (parent: string | undefined, content: string) => {
    const key = JSON.stringify([options.listName ?? '', section, parent ?? '', content])
    const nth = (same.get(key) ?? 0) + 1
    same.set(key, nth)
    return derivedId('todoist csv', key, nth)
  }

  const task = (row: number, field: (name: Field) => string): Entry => {
    const told: ImportRow = { row }
    const indent = /^[1-9]$/.test(field('INDENT').trim()) ? Number(field('INDENT')) : 1
    if (indent > 1 && !top) warn(told, finding('/INDENT', 'parent_missing', 'has no task above it'))
    if (indent > 2) warn(told, finding('/INDENT', 'flattened', 'was deeper than one level'))
    const parent = indent > 1 ? top : undefined
    const { content, labels } = withoutLabels(field('CONTENT'))
    const extra = extras(field)
    warn(told, ...extra.warnings)
    const draft = {
      id: idOf(parent?.id, field('CONTENT')),
      list_id,
      parent_id: parent?.id ?? null,
      content,
      texts: [field('DESCRIPTION'), ...extra.lines],
      labels: section ? [...labels, section] : labels,
      p: Number(field('PRIORITY').trim() || '4'),
      due: foundDue(
        {
          words: field('DATE').trim(),
          language: field('DATE_LANG').trim(),
          timezone: field('TIMEZONE').trim(),
          deadline: field('DEADLINE').trim(),
          deadlineLanguage: field('DEADLINE_LANG').trim(),
        },
        options,
      ),
    }
    if (!parent) top = draft
    last = draft
    return { row, told, draft }
  }

  const taken = (row: number, field: (name: Field) => string): Entry | undefined => {
    const type = field('TYPE').trim().toLowerCase()
    if (type === 'task') return task(row, field)
    if (type === 'meta') return
    if (type === 'section') {
      section = asLabel(field('CONTENT'))
      top = last = undefined
      const label = `is the label ${section} of its tasks now`
      return { row, warnings: [finding('/CONTENT', 'section_as_label', label)] }
    }
    if (type !== 'note') {
      const unknown = finding('/TYPE', 'invalid_value', 'must be task, section, note or meta')
      return { row, errors: [unknown] }
    }
    if (last) last.texts.push(withAddresses(field('CONTENT')))
    else return { row, errors: [finding('/TYPE', 'parent_missing', 'is a comment on no task')] }
  }

  /** Rows that follow belong to this one, and not to anything before it. */
  const refused = (row: number, field: (name: Field) => string, wrong: string): Entry => {
    const type = field('TYPE').trim().toLowerCase()
    if (type === 'section') section = ''
    if (type !== 'note') top = last = undefined
    return { row, errors: [finding('', 'malformed_csv', wrong)] }
  }

  return { taken, refused }
}

/** Labels are @words in the content; a content of nothing else keeps them as its title too. */
function withoutLabels(text: string) {
  const mark = /(?<=^|\s)@([^\s@]+)(?=\s|$)/g
  const labels = [...text.matchAll(mark)].map(([, name = '']) => name)
  const content = text.replace(mark, '').trim()
  return { content: content || text, labels }
}

/** A comment's file is JSON in its text: only its address is kept, as for a comment of the API. */
function withAddresses(comment: string): string {
  const [begin, end] = ['[[file ', ']]']
  let text = ''
  let at = 0
  for (;;) {
    const from = comment.indexOf(begin, at)
    const to = from < 0 ? -1 : comment.indexOf(`}${end}`, from)
    if (to < 0) break
    const json = comment.slice(from + begin.length, to + 1)
    const { data } = Attachment.safeParse(parseJson(json))
    const next = to + 1 + end.length
    text += data
      ? `${comment.slice(at, from).trimEnd()}\n${data.file_url}`
      : comment.slice(at, next)
    at = next
  }
  return at === 0 ? comment : `${text}${comment.slice(at)}`.trim()
}

const Attachment = z.looseObject({ file_url: z.string().min(1) })

/** Values without a field. */
function extras(field: (name: Field) => string) {
  const lines: string[] = []
  const [duration, person] = [field('DURATION').trim(), field('RESPONSIBLE').trim()]
  if (duration) lines.push(`Duration: ${duration} ${field('DURATION_UNIT').trim()}`.trim())
  if (person) lines.push(`Assigned to: ${person}`)
  const warnings = lines.map((line) =>
    finding('/notes', 'extra_in_notes', `has a line of its own: ${line}`),
  )
  return { lines, warnings }
}

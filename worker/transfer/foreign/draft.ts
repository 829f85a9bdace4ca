// Converts a task of another program to one of ours, and reports what had to change.
import { limits } from '../../domain/task-fields.ts'
import type { FieldProblem } from '../../problem.ts'
import { fieldErrors, finding, type ImportRow, type ParsedDue, parse } from '../reading.ts'
import { ImportTask } from '../schema.ts'

/** Lines for the notes, and warnings for the report, for values without a field. */
export interface Extras {
  lines: string[]
  warnings: FieldProblem[]
}

export interface FoundDue extends Extras {
  due: ParsedDue
}

export interface ImportDraft {
  id: string
  list_id: string | null
  parent_id: string | null
  title: string
  /** Kept unchanged. */
  notes: string
  /** Further paragraphs of the notes; blank ones are dropped. */
  texts: readonly string[]
  labels: readonly string[]
  priority: number
  due: FoundDue
  /** Fields of ours, as ImportTask takes them. */
  own?: Readonly<Record<string, unknown>>
  completed_at?: string | null
  deleted_at?: string | null
  created_at?: string | null
}

/** More lines than notes can hold, which is reported then. */
const mostExtras = 10_000

/** Adds a line to the notes for a value without a field. */
export function keep(extras: Extras, line: string): void {
  if (extras.lines.length > mostExtras) return
  extras.lines.push(line)
  extras.warnings.push(finding('/notes', 'extra_in_notes', `has a line of its own: ${brief(line)}`))
}

/** Like `keep`, for a date that was not understood; `why` adds details. */
export const keepDate = (extras: Extras, line: string, why?: string) =>
  keepUnread(extras, line, finding('/due_date', 'date_not_understood', inNotes(why)))

/** Like `keepDate`, for a recurrence rule. */
export const keepRule = (extras: Extras, line: string, why?: string) =>
  keepUnread(extras, line, finding('/recurrence', 'recurrence_unsupported', inNotes(why)))

function keepUnread(extras: Extras, line: string, warning: FieldProblem): void {
  extras.lines.push(line)
  extras.warnings.push(warning)
}

const inNotes = (why = '') => `stands in the notes now${why && `: ${why}`}`

const brief = (line: string) => (line.length > 200 ? `${cut(line, 200)}…` : line)

export function fitted(draft: ImportDraft): Pick<ImportRow, 'task' | 'errors' | 'warnings'> {
  const warnings: FieldProblem[] = [...draft.due.warnings]
  const { title, overflow } = fitTitle(draft, warnings)
  const paragraphs = [...draft.texts, ...draft.due.lines].filter((text) => text.trim() !== '')
  const task = parse(ImportTask, {
    id: draft.id,
    title,
    notes: fitNotes([...overflow, draft.notes, ...paragraphs], warnings),
    list_id: draft.list_id,
    parent_id: draft.parent_id,
    priority: draft.priority,
    labels: fitLabels(draft.labels, warnings),
    ...draft.due.due,
    ...draft.own,
    completed_at: draft.completed_at ?? null,
    deleted_at: draft.deleted_at ?? null,
    created_at: draft.created_at ?? null,
  })
  const told = warnings.length > 0 && { warnings }
  if (!task.success) return { errors: fieldErrors(task.error), ...told }
  return { task: task.data, ...told }
}

/** Makes one line that Duly accepts, cutting what is too long. */
export const oneLine = (text: string, most: number) =>
  cut(
    text
      .toWellFormed()
      .replace(/[\s\p{Cc}]+/gu, (run) => (/\p{Cc}/u.test(run) ? ' ' : run))
      .trim()
      .normalize('NFC'),
    most,
  ).trim()

/** A task without a title gets the first line of its notes. */
function fitTitle({ title: given, notes, texts }: ImportDraft, warnings: FieldProblem[]) {
  const line = oneLine(given, Number.POSITIVE_INFINITY)
  if (line === '') {
    const [first = ''] = [notes, ...texts]
      .join('\n')
      .trim()
      .split(/[\r\n]/, 1)
    if (first)
      warnings.push(finding('/title', 'title_from_notes', 'is the first line of its notes'))
    return { title: oneLine(first, limits.titleLength), overflow: [] }
  }
  const title = oneLine(line, limits.titleLength)
  if (title === line) return { title, overflow: [] }
  warnings.push(finding('/title', 'title_cut', 'was too long; the whole of it stands in the notes'))
  return { title, overflow: [line] }
}

function fitNotes(texts: readonly string[], warnings: FieldProblem[]): string {
  const written = texts.filter((text) => text.trim() !== '')
  const whole = (written.length > 0 ? written.join('\n\n') : texts.join(''))
    .toWellFormed()
    .replaceAll('\0', '')
  const notes = cut(whole, limits.notesLength)
  if (notes !== whole)
    warnings.push(finding('/notes', 'notes_cut', `had over ${limits.notesLength} characters`))
  return notes
}

function fitLabels(names: readonly string[], warnings: FieldProblem[]): string[] {
  const given = names.map((name) => oneLine(name, Number.POSITIVE_INFINITY)).filter(Boolean)
  const fitting = given.map((name) => oneLine(name, limits.labelLength))
  const labels = [...new Set(fitting)].slice(0, limits.labels)
  if (given.some((name) => !labels.includes(name))) {
    const most = `${limits.labels} labels, or one over ${limits.labelLength} characters`
    warnings.push(finding('/labels', 'labels_cut', `had over ${most}`))
  }
  return labels
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text
  return [...text].slice(0, most).join('')
}

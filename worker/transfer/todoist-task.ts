// Makes a task of ours of a Todoist one, from whichever file it came, and says what had to change.
import { maxLabels, maxLength } from '../fields/schema.ts'
import type { FieldProblem } from '../problem.ts'
import { fieldErrors, finding, type ImportRow, parse } from './reading.ts'
import { ImportTask } from './schema.ts'
import type { FoundDue } from './todoist-due.ts'

export interface TodoistDraft {
  id: string
  list_id: string | null
  parent_id: string | null
  content: string
  /** Description and comments, in the order of reading; empty ones fall away. */
  texts: readonly string[]
  labels: readonly string[]
  /** As Todoist's apps show it: p1 is the highest, p4 is none. */
  p: number
  due: FoundDue
  completed_at?: string | null
  created_at?: string | null
}

export function fitted(draft: TodoistDraft): Pick<ImportRow, 'task' | 'errors' | 'warnings'> {
  const warnings: FieldProblem[] = [...draft.due.warnings]
  const { title, overflow } = fitTitle(draft.content, warnings)
  const task = parse(ImportTask, {
    id: draft.id,
    title,
    notes: fitNotes([...overflow, ...draft.texts, ...draft.due.lines], warnings),
    list_id: draft.list_id,
    parent_id: draft.parent_id,
    priority: fitPriority(draft.p, warnings),
    labels: fitLabels(draft.labels, warnings),
    ...draft.due.due,
    completed_at: draft.completed_at ?? null,
    created_at: draft.created_at ?? null,
  })
  const told = warnings.length > 0 && { warnings }
  if (!task.success) return { errors: fieldErrors(task.error), ...told }
  return { task: task.data, ...told }
}

/** Section and label names as labels: Todoist itself writes blanks in labels as underscores. */
export const asLabel = (name: string) => name.trim().replace(/[\s\p{Cc}]+/gu, '_')

/** One line that Duly takes; what does not fit is cut. */
export const oneLine = (text: string, most: number) =>
  cut(
    text
      .toWellFormed()
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .normalize('NFC'),
    most,
  ).trim()

function fitTitle(content: string, warnings: FieldProblem[]) {
  const line = oneLine(content, Number.POSITIVE_INFINITY)
  const title = oneLine(line, maxLength.title)
  if (title === line) return { title, overflow: [] }
  warnings.push(finding('/title', 'title_cut', 'was too long; the whole of it stands in the notes'))
  return { title, overflow: [line] }
}

function fitNotes(texts: readonly string[], warnings: FieldProblem[]): string {
  const whole = texts
    .filter((text) => text.trim() !== '')
    .join('\n\n')
    .toWellFormed()
    .replaceAll('\0', '')
  const notes = cut(whole, maxLength.notes)
  if (notes !== whole) warnings.push(finding('/notes', 'notes_cut', 'had over 20000 characters'))
  return notes
}

function fitPriority(p: number, warnings: FieldProblem[]): number {
  const priority = [4, 3, 2, 0][p - 1]
  if (priority === undefined) warnings.push(finding('/priority', 'priority_unknown', 'is none now'))
  return priority ?? 0
}

function fitLabels(names: readonly string[], warnings: FieldProblem[]): string[] {
  const given = [...new Set(names.map((name) => asLabel(name.toWellFormed()).normalize('NFC')))]
  const labels = [
    ...new Set(given.filter(Boolean).map((name) => cut(name, maxLength.label))),
  ].slice(0, maxLabels)
  if (given.some((name) => name !== '' && !labels.includes(name))) {
    warnings.push(finding('/labels', 'labels_cut', 'had over 20 labels, or one over 50 characters'))
  }
  return labels
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text
  return [...text].slice(0, most).join('')
}

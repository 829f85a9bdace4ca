// Converts a Todoist task from any of its files, and reports what had to change.
import { type FoundDue, fitted as fittedDraft } from './foreign/draft.ts'
import { finding, type ImportRow } from './reading.ts'

export interface TodoistDraft {
  id: string
  list_id: string | null
  parent_id: string | null
  content: string
  /** Description and comments, in reading order; empty ones are dropped. */
  texts: readonly string[]
  labels: readonly string[]
  /** As Todoist's apps show it: p1 is the highest, p4 is none. */
  p: number
  due: FoundDue
  completed_at?: string | null
  created_at?: string | null
}

export function fitted({
  content,
  p,
  labels,
  due,
  ...draft
}: TodoistDraft): Pick<ImportRow, 'task' | 'errors' | 'warnings'> {
  const priority = [4, 3, 2, 0][p - 1]
  const warnings = [...due.warnings]
  if (priority === undefined) warnings.push(finding('/priority', 'priority_unknown', 'is none now'))
  return fittedDraft({
    ...draft,
    title: content.replace(/\s+/gu, ' '),
    notes: '',
    labels: labels.map(asLabel),
    priority: priority ?? 0,
    due: { ...due, warnings },
  })
}

/** Section and label names as labels: Todoist itself writes spaces in labels as underscores. */
export const asLabel = (name: string) => name.trim().replace(/[\s\p{Cc}]+/gu, '_')

// The result of a file's reader, and checks that need all of its rows.
import type * as z from 'zod'
import type { FieldProblem } from '../problem.ts'
import { invalid } from '../validation.ts'
import type { ImportList, ImportTask } from './schema.ts'

/**
 * One row of the file. With `errors` it was refused and brings neither list nor task; `warnings` say what was changed
 * to fit. `row` counts from 1: records of a CSV file with its header as the first, elements of a JSON array; 0 is the
 * file as a whole.
 */
export interface ImportRow {
  row: number
  list?: ImportList
  /** The list is identified by its name: an existing one with this name is used. */
  byName?: true
  task?: ImportTask
  errors?: FieldProblem[]
  warnings?: FieldProblem[]
}

export interface Reading {
  rows: ImportRow[]
}

/** The meaning of words such as "every friday at 5pm". */
export interface ParsedDue {
  due_date?: string | null
  due_at?: string | null
  due_timezone?: string | null
  recurrence?: string | null
  recurrence_from?: 'due' | 'completed'
}

export interface ReadOptions {
  now: Date
  /** The list for files of one list that do not name it themselves (Todoist's CSV). */
  listName?: string
  /** The caller's zone, for times without one. */
  timezone?: string
  parseDate?: (
    text: string,
    hints: { language?: string; timezone?: string },
  ) => ParsedDue | undefined
}

export const finding = (pointer: string, code: string, detail: string): FieldProblem => ({
  pointer,
  code,
  detail,
})

/** More would exceed the memory of a Worker, together with their reports. */
const maxRows = 30_000

export const exceedsMaxRows = (count: number) => count > maxRows

export const tooManyRows = () =>
  wholeFile('too_many_rows', `has over ${maxRows} rows; split it into several files`)

/** More than a row of any program has. */
export const tooManyValues = () =>
  wholeFile('too_many_rows', 'has too many values, lines or items; split it into several files')

export const wholeFile = (code: string, detail: string): Reading => ({
  rows: [{ row: 0, errors: [finding('', code, detail)] }],
})

/** Like `safeParse`, with errors that distinguish an absent field from one of the wrong type. */
export const parse = <Schema extends z.ZodType>(schema: Schema, value: unknown) =>
  schema.safeParse(value, { reportInput: true })

/** The first few per row, so that a row full of errors cannot make a report larger than the file. */
export const mostFindings = 3

export const fieldErrors = (error: z.core.$ZodError, where = ''): FieldProblem[] =>
  (invalid(error, where).members.errors ?? []).slice(0, mostFindings)

/** Adds to the row's warnings. */
export function warn(row: ImportRow, ...warnings: FieldProblem[]): void {
  if (warnings.length > 0) row.warnings = [...(row.warnings ?? []), ...warnings]
}

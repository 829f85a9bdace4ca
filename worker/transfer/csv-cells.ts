// Encodes cells of our CSV so that they are safe in a spreadsheet, and our import can undo it exactly.
import { type TaskFields, taskFieldNames } from '../domain/task-fields.ts'

/** The fields of a task, its list by name, and when things happened to it. */
export const columns: readonly Column[] = [
  'id',
  ...taskFieldNames.map((name) => (name === 'list_id' ? 'list' : name)),
  'completed_at',
  'deleted_at',
  'created_at',
  'updated_at',
]
export type Column =
  | Exclude<keyof TaskFields, 'list_id'>
  | 'id'
  | 'list'
  | 'completed_at'
  | 'deleted_at'
  | 'created_at'
  | 'updated_at'

/** Spreadsheets read such text as a formula, even after spaces and invisible characters, and in full-width forms. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^\s*[\t\r\n]/u

const needsApostrophe = (text: string) => text.startsWith("'") || formula.test(text)

/**
 * The same after other separators: a spreadsheet that splits at semicolons or tabs ignores our quotes, and ends rows at
 * line breaks.
 */
const inside = /(?<=[;\t\r\n])(?='|(?:(?![;\t\r\n])[\s\p{Cc}\p{Cf}"])*[=+\-@＝＋－＠﹦﹢﹣﹫−])/gu
const guardInside = new RegExp(inside.source.replace('(?=', "'(?="), 'gu')

/** Puts an apostrophe before a formula, and before text that already has one. */
export const guarded = (text: string) =>
  (needsApostrophe(text) ? "'" : '') + text.replace(inside, "'")

/** Undoes `guarded`; other apostrophes, as in 'tis, stay. */
export function unguarded(cell: string): string {
  const text = cell.replace(guardInside, '')
  return text.startsWith("'") && needsApostrophe(text.slice(1)) ? text.slice(1) : text
}

/** Quotes according to RFC 4180, and also spaces and semicolons, so that nobody trims or splits at them. */
export const quoted = (cell: string) =>
  /[",;\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

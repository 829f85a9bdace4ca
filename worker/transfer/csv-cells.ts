// What stands in a cell of our CSV: safe to open in a spreadsheet, and exactly undone by our import.
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

/** Spreadsheets read such text as a formula, also behind blanks, invisible characters and in wide spellings. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^\s*[\t\r\n]/u

const needsApostrophe = (text: string) => text.startsWith("'") || formula.test(text)

/**
 * The same after what separates cells elsewhere: a spreadsheet that splits by semicolons or tabs does not see our quotes,
 * and ends rows at line breaks.
 */
const inside = /(?<=[;\t\r\n])(?='|(?:(?![;\t\r\n])[\s\p{Cc}\p{Cf}"])*[=+\-@＝＋－＠﹦﹢﹣﹫−])/gu
const guardInside = new RegExp(inside.source.replace('(?=', "'(?="), 'gu')

/** One apostrophe before a formula, and before text that has one of its own. */
export const guarded = (text: string) =>
  (needsApostrophe(text) ? "'" : '') + text.replace(inside, "'")

/** Undoes `guarded`; an apostrophe that it would not have written, as in 'tis, stays. */
export function unguarded(cell: string): string {
  const text = cell.replace(guardInside, '')
  return text.startsWith("'") && needsApostrophe(text.slice(1)) ? text.slice(1) : text
}

/** RFC 4180; blanks and semicolons too, so that nobody trims the ones or takes the others to separate. */
export const quoted = (cell: string) =>
  /[",;\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

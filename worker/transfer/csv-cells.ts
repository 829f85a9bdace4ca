// Encodes cells of our CSV so that they are safe in a spreadsheet, and our import can undo it exactly.

export const columns = [
  'id',
  'title',
  'notes',
  'list',
  'parent_id',
  'priority',
  'due_date',
  'due_at',
  'due_timezone',
  'labels',
  'recurrence',
  'recurrence_from',
  'completed_at',
  'deleted_at',
  'created_at',
  'updated_at',
] as const
export type Column = (typeof columns)[number]

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

/** Joins as `a, b`, with a backslash before a comma or backslash in a label. */
export const joinedLabels = (labels: readonly string[]) =>
  labels.map((label) => label.replace(/[\\,]/g, '\\$&')).join(', ')

/** Undoes `joinedLabels`. Labels are trimmed, so spaces around a comma do not matter; empty ones are dropped. */
export const splitLabels = (cell: string) =>
  [...cell.matchAll(/(?:\\[\s\S]|[^\\,]|\\$)+/g)]
    .map(([label]) => label.replace(/\\([\\,])/g, '$1').trim())
    .filter((label) => label !== '')

// Reads the output of json-writer.ts, even after editing.
import * as z from 'zod'
import { normalizeRows } from './normalize-rows.ts'
import {
  exceedsMaxRows,
  fieldErrors,
  type ImportRow,
  parse,
  type Reading,
  tooManyRows,
  wholeFile,
} from './reading.ts'
import { FileId, ImportList, ImportTask, Instant } from './schema.ts'

const File = z.strictObject({
  version: z.literal(1),
  exported_at: Instant.optional(),
  lists: z.array(z.unknown()).default([]),
  tasks: z.array(z.unknown()).default([]),
})

/** Never throws. Rows count the lists from 1 and then the tasks from 1; pointers tell which is meant. */
export function readJson(text: string): Reading {
  const value = parseJson(text)
  if (value === undefined) return wholeFile('malformed_json', 'is not valid JSON')
  const file = parse(File, value)
  if (!file.success) return { rows: [{ row: 0, errors: fieldErrors(file.error) }] }
  if (exceedsMaxRows(file.data.lists.length + file.data.tasks.length)) return tooManyRows()

  const refused = new Set<string>()
  const refuse = (element: unknown, row: number, error: z.core.$ZodError, where: string) => {
    const claimed = z.object({ id: FileId }).safeParse(element)
    if (claimed.success) refused.add(claimed.data.id)
    return { row, errors: fieldErrors(error, where) }
  }
  const lists = file.data.lists.map((element, index): ImportRow => {
    const { success, data, error } = parse(ImportList, withoutServerOwned(element))
    if (success) return { row: index + 1, list: data }
    return refuse(element, index + 1, error, `/lists/${index}`)
  })
  const tasks = file.data.tasks.map((element, index): ImportRow => {
    const { success, data, error } = parse(ImportTask, withoutServerOwned(element))
    if (success) return { row: index + 1, task: data }
    return refuse(element, index + 1, error, `/tasks/${index}`)
  })
  return normalizeRows([...lists, ...tasks], { refused })
}

/** Returns `undefined` for anything but JSON; ignores a byte order mark added by an editor. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function withoutServerOwned(element: unknown): unknown {
  const row = z.looseObject({}).safeParse(element)
  if (!row.success) return element
  const { version, seq, updated_at, ...fields } = row.data
  return fields
}

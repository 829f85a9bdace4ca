// Exports all of a user's data as a stream, and imports files.
import { createRoute } from '@hono/zod-openapi'
import type * as z from 'zod'
import { type Guard, requireScope } from '../guard.ts'
import { limitFile, onlyFile } from '../http.ts'
import { Problem } from '../problem.ts'
import { json, refusals, router } from '../router.ts'
import { makeStorable, type RuleOf } from './coerce-task.ts'
import { csvWriter } from './csv-writer.ts'
import { formats, readFile } from './formats.ts'
import { icsWriter } from './ics-writer.ts'
import { importRows } from './import.ts'
import { jsonWriter } from './json-writer.ts'
import type { ImportRow, ReadOptions } from './reading.ts'
import {
  csvExample,
  ExportQuery,
  exportOf,
  fileAnswers,
  ImportQuery,
  ImportReport,
  icsExample,
  importBody,
  textSchema,
} from './schema-http.ts'
import { findPage, findTasks } from './store.ts'
import { streamed } from './stream.ts'

/**
 * Rooms know nothing of each other, so app.ts passes the shapes of lists and tasks, and how rules and dates are read.
 */
interface Neighbours {
  list: z.ZodType
  task: z.ZodType
  ruleOf: RuleOf
  parseDate: NonNullable<ReadOptions['parseDate']>
}

const tags = ['Transfer']

export function exports(guard: Guard, { list, task }: Neighbours) {
  const run = createRoute({
    method: 'get',
    path: '/',
    tags,
    summary: 'All of your data, as a file',
    description:
      'Lists and tasks, completed ones and the trash as well. It comes as a stream, 1 000 rows at a time: where that ' +
      'breaks off, so does the transfer, and a file that is complete is whole. What changes meanwhile may be in it or ' +
      'not. JSON and CSV have lists in them, and so need `lists:read`, too.',
    middleware: guard('tasks:read'),
    request: { query: ExportQuery },
    responses: fileAnswers(
      {
        'application/json': { schema: exportOf(list, task) },
        'text/csv': { schema: textSchema, example: csvExample },
        'text/calendar': { schema: textSchema, example: icsExample },
      },
      [401, 403, 422, 429],
    ),
  })
  return router().openapi(run, async (c) => {
    const { format } = c.req.valid('query')
    if (format !== 'ics') requireScope(c, 'lists:read')
    const now = new Date()
    const find = format === 'ics' ? findTodos : findPage
    c.header('Content-Disposition', `attachment; filename="duly-${day(now)}.${format}"`)
    return await streamed(c, { type: exportTypes[format], writer: writers[format](now), find })
  })
}

const exportTypes = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
}
const writers = {
  json: jsonWriter,
  csv: csvWriter,
  ics: (now: Date) => icsWriter({ kind: 'todos', name: 'Duly', now }),
}
const findTodos: typeof findPage = (db, after) => findTasks(db, { after, dated: false })
const day = (now: Date) => now.toISOString().slice(0, 10)

export function imports(guard: Guard, { ruleOf, parseDate }: Neighbours) {
  const run = createRoute({
    method: 'post',
    path: '/',
    tags,
    summary: 'Lists and tasks from a file',
    description:
      'Up to 5 MiB and 30 000 rows. What is there already, by its id, is left as it is, so the same file once more changes ' +
      'nothing. Every row is taken whole or not at all, and told of; what could not be kept as it was is a warning. Rows are ' +
      'written 1 000 at a time: where that breaks off (503), the same request once more does the rest. Files that have ' +
      'lists in them, or name some, need `lists:write`, too.',
    middleware: [limitFile, onlyFile, guard('tasks:write')] as const,
    request: {
      query: ImportQuery,
      body: {
        required: true,
        content: {
          'application/json': { schema: importBody },
          'text/csv': { schema: textSchema, example: csvExample },
          'text/calendar': { schema: textSchema, example: icsExample },
        },
      },
    },
    responses: {
      200: json(ImportReport, 'What became of every row'),
      ...refusals(401, 403, 422, 429),
    },
  })
  return router().openapi(run, async (c) => {
    const { format, dry_run, timezone, list_name } = c.req.valid('query')
    const { types } = formats[format]
    if (!types.includes(c.req.header('Content-Type') ?? '')) {
      const detail = `format=${format} is sent as ${types.join(' or ')}`
      throw new Problem('unsupported_media_type', { detail })
    }
    const options = {
      now: new Date(),
      parseDate,
      ...(timezone && { timezone }),
      ...(list_name && { listName: list_name }),
    }
    const { rows } = await readFile(format, await c.req.text(), options)
    refuseWhole(rows)
    if (rows.some(({ list }) => list)) requireScope(c, 'lists:write')
    for (const row of rows) makeStorable(row, { ruleOf, timezone })
    return c.json(await importRows(c.var.db, rows, { dryRun: dry_run === 'true' }), 200)
  })
}

/** A file that is not in its format has no rows to report. */
function refuseWhole(rows: readonly ImportRow[]): void {
  const errors = rows.find(({ row }) => row === 0)?.errors
  if (errors?.some(({ code }) => code === 'malformed_json')) throw new Problem('malformed_json')
  if (errors) throw new Problem('validation_failed', { errors })
}

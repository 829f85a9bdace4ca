// The HTTP contract of export, import and the calendar feed.
import type { RouteConfig } from '@hono/zod-openapi'
import * as z from 'zod'
import { Name } from '../domain/fields.ts'
import { TimeZone } from '../domain/time-zone.ts'
import { refusals } from '../router.ts'

export const ExportQuery = z.strictObject({
  format: z
    .enum(['json', 'csv', 'ics'])
    .default('json')
    .meta({
      description:
        '`json` loses nothing; `csv` is for spreadsheets, and leaves out the manual order and lists without tasks; `ics` ' +
        'is for calendars and task apps (VTODO).',
    }),
})

const ImportFormat = z.enum([
  'json',
  'csv',
  'ics',
  'todoist',
  'ticktick',
  'google_tasks',
  'microsoft_to_do',
  'vikunja',
])
export type ImportFormat = z.infer<typeof ImportFormat>

/** Formats whose files may not name their list. */
const takesList: readonly ImportFormat[] = ['ics', 'todoist', 'google_tasks', 'microsoft_to_do']

export const ImportQuery = z
  .strictObject({
    format: ImportFormat.default('json').meta({
      description:
        '`json` and `csv`: as exported, or edited since; `csv` also with clear names of other programs for its columns; ' +
        '`ics`: the to-dos of any calendar, and our own export; ' +
        '`todoist`: its CSV, or JSON of its API; `ticktick`: the CSV of its backup; `google_tasks`: Tasks.json of Google ' +
        'Takeout; `microsoft_to_do`: JSON of Microsoft Graph, or the CSV that Outlook exports; `vikunja`: data.json of its ' +
        'export.',
    }),
    dry_run: z.enum(['true', 'false']).optional().meta({
      description: '`true`: the report of what would be done, and nothing is done.',
    }),
    timezone: TimeZone.optional().meta({
      description: 'For times that come without a zone; UTC by default.',
    }),
    list_name: Name.optional().meta({
      description:
        "The list for files that do not name theirs, as Todoist's CSV and Outlook's, or for all of a calendar. Only with " +
        '`ics`, `todoist`, `google_tasks` and `microsoft_to_do`.',
    }),
  })
  .refine(({ format, list_name }) => list_name === undefined || takesList.includes(format), {
    path: ['list_name'],
    message: `must not be without format=${takesList.join(', ')}`,
  })
export type ImportQuery = z.infer<typeof ImportQuery>

const finding = z.strictObject({
  pointer: z.string().meta({ description: 'JSON Pointer, into the file or the row.' }),
  code: z.string().meta({ example: 'list_missing' }),
  detail: z.string().meta({ example: 'goes to the Inbox: there is no such list' }),
})

const count = (description: string, example: number) =>
  z.int().min(0).meta({ description, example })

export const ImportReport = z
  .strictObject({
    dry_run: z.boolean().meta({ description: 'True: nothing was done.', example: false }),
    created: count('Rows that became a list or a task.', 1),
    exists: count('Rows whose list or task is there already, and was left as it is.', 0),
    refused: count('Rows that were not taken; each says why.', 0),
    skipped: count('Rows that bring nothing of their own, such as the sections of Todoist.', 0),
    noted: count('Rows with errors or warnings.', 0),
    rows_omitted: count('Rows that are not in `rows`: it has 1 000 at most, noted ones first.', 0),
    quota_exceeded: z
      .strictObject({
        quota: z.string().meta({ example: 'tasks' }),
        limit: z.int(),
        used: z.int().meta({ description: 'Where the import ended.' }),
        row: z.int().meta({ description: 'The first row that was refused for it.' }),
      })
      .optional()
      .meta({ description: 'Where the account has no room for more: which quota was used up.' }),
    rows: z.array(
      z.strictObject({
        row: z.int().min(1).meta({
          description: 'From 1: elements of an array, or records of a table with its header.',
        }),
        type: z.enum(['list', 'task']).nullable(),
        id: z.uuid().nullable(),
        outcome: z.enum(['created', 'exists', 'refused', 'skipped']),
        errors: z.array(finding).optional().meta({ description: 'The first three.' }),
        warnings: z
          .array(finding)
          .optional()
          .meta({ description: 'What was changed to fit; the first three.' }),
      }),
    ),
  })
  .meta({ id: 'ImportReport' })
export type ImportReport = z.infer<typeof ImportReport>

/** An export. The rooms of lists and tasks define what these look like. */
export const exportOf = (list: z.ZodType, task: z.ZodType) =>
  z
    .strictObject({
      version: z.literal(1),
      exported_at: z.iso.datetime().meta({ example: '2026-11-23T14:05:00.000Z' }),
      lists: z.array(list),
      tasks: z.array(task).meta({ description: 'Completed ones and the trash are among them.' }),
    })
    .meta({ id: 'Export' })

const list = { id: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a21', name: 'Home', color: 'teal' }
const task = {
  id: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a20',
  title: 'Call Mia',
  list_id: list.id,
  due_date: '2026-12-24',
}

/**
 * A JSON import, for the OpenAPI document only. Each row is checked separately and appears in the report, so a wrong row does
 * not make the file invalid.
 */
export const importBody = {
  anyOf: [
    {
      type: 'object' as const,
      description:
        'As exported. Of a list `id` and `name` are required, of a task `id` and `title`.',
      required: ['version'],
      additionalProperties: false,
      properties: {
        version: { type: 'integer' as const, enum: [1] },
        exported_at: { type: 'string' as const, format: 'date-time' },
        lists: { type: 'array' as const, items: {}, example: [list] },
        tasks: { type: 'array' as const, items: {}, example: [task] },
      },
    },
    {
      type: 'array' as const,
      description: 'Of Todoist: tasks. Of Microsoft To Do: lists. Of Vikunja: projects.',
      items: {},
    },
    ...['items', 'results', 'tasks', 'projects', 'value'].map((name) => ({
      type: 'object' as const,
      description: `Of another program: an answer or a file with \`${name}\`.`,
      required: [name],
      properties: {
        [name]: { type: ['array' as const, 'object' as const, 'null' as const], items: {} },
      },
    })),
  ],
}

export const textSchema = { type: 'string' as const }
export const csvExample = 'title,list,due_date\r\nCall Mia,Home,2026-12-24\r\n'
export const icsExample = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Duly//Duly//EN',
  'END:VCALENDAR',
  '',
].join('\r\n')

type Answers = RouteConfig['responses']
type Content = NonNullable<NonNullable<RouteConfig['request']>['body']>['content']

/** The responses of an operation that streams a file. Its handler sets the type. */
export const fileAnswers = (
  content: Content,
  refused: Parameters<typeof refusals>,
  others: Answers = {},
): Answers => ({ 200: { description: 'The file', content }, ...others, ...refusals(...refused) })

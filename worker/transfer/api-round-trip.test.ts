// Any task survives a round trip through export and import.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { type Exported, exported, exportedText, imported, sendFile } from '../testing/files.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { TransferList, TransferTask } from './schema.ts'
import { readCalendar, textOf, unescaped } from './testing/calendar.ts'
import { household } from './testing/tasks.ts'

/** Shrinking would take long after a failure. */
const settings = { numRuns: 15, endOnFailure: true }

/**
 * Adds what the tables require: a zone for each instant, dates for repeating tasks, subtasks in the list of their
 * parent.
 */
const storable = household.map(({ lists, tasks: [first, ...others] }) => {
  const tasks = (first ? [first, ...others] : []).map((task) => ({
    ...task,
    due_timezone: task.due_at && (task.due_timezone ?? 'UTC'),
    recurrence: task.due_at || task.due_date ? task.recurrence : null,
    list_id: task.parent_id ? (first?.list_id ?? null) : task.list_id,
  }))
  return { lists: lists.map((list) => ({ ...list, color: list.color ?? 'gray' })), tasks }
})

/** Without what the server numbers and dates itself. */
const owned = <Row extends TransferTask | TransferList>(rows: Row[]) =>
  rows
    .map(({ version, seq, updated_at, ...row }) => ({ ...row }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
const contents = ({ lists, tasks }: Pick<Exported, 'lists' | 'tasks'>) => ({
  lists: owned(lists),
  tasks: owned(tasks),
})
const clientOwned = ({
  rank,
  completed_at,
  deleted_at,
  created_at,
  version,
  seq,
  updated_at,
  ...task
}: TransferTask) => task

async function createAll(person: Person, { lists, tasks }: Pick<Exported, 'lists' | 'tasks'>) {
  const { token } = person
  for (const { id, name, color } of lists) {
    const made = await call('/api/v1/lists', { token, body: { id, name, color } })
    expect(made.status).toBe(201)
  }
  const operations = tasks.map((task) => ({ op: 'create', body: clientOwned(task) }))
  if (operations.length === 0) return
  const made = await call('/api/v1/tasks/batch', { token, body: { operations } })
  expect([made.status, await made.text()]).toEqual([200, expect.any(String)])
  for (const { id, completed_at, deleted_at, recurrence } of tasks) {
    const post = (action: string) =>
      call(`/api/v1/tasks/${id}/${action}`, { method: 'POST', token })
    if (completed_at && !recurrence) await post('complete')
    if (deleted_at) await call(`/api/v1/tasks/${id}`, { method: 'DELETE', token })
  }
}

it('JSON: what was created is what is read, exported, and imported by someone else', async () => {
  await fc.assert(
    fc.asyncProperty(storable, async (all) => {
      const [ada, bob] = [await signUp(), await signUp('Bob')]
      await createAll(ada, all)
      const out = await exported(ada)
      for (const task of out.tasks) {
        const read = await call(`/api/v1/tasks/${task.id}`, { token: ada.token })
        expect(await read.json()).toEqual(task)
      }
      const given = new Map(all.tasks.map((task) => [task.id, clientOwned(task)]))
      for (const task of out.tasks) expect(clientOwned(task)).toEqual(given.get(task.id))
      const report = await imported(bob, out)
      expect(report).toMatchObject({ created: out.lists.length + out.tasks.length, refused: 0 })
      expect(contents(await exported(bob))).toEqual(contents(out))
    }),
    settings,
  )
}, 60_000)

it('JSON: every date and age in a file is imported and exported unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(storable, async (all) => {
      const ada = await signUp()
      const report = await imported(ada, { version: 1, ...all })
      expect(report.rows.filter(({ errors, warnings }) => errors || warnings)).toEqual([])
      expect(contents(await exported(ada))).toEqual(contents({ ...all, ...ranked(all) }))
    }),
    settings,
  )
}, 60_000)

/** `a0` of the plain task is not a valid rank, since nothing would fit before it. */
const ranked = ({ lists, tasks }: Pick<Exported, 'lists' | 'tasks'>) => ({
  lists: lists.map((list) => ({ ...list, rank: expect.any(String) })),
  tasks: tasks.map((task) => ({ ...task, rank: expect.any(String) })),
})

it('CSV: everything except the manual order, with lists matched by name, is the same after an import', async () => {
  await fc.assert(
    fc.asyncProperty(storable, async (all) => {
      const [ada, bob] = [await signUp(), await signUp('Bob')]
      await imported(ada, { version: 1, ...all })
      const text = await exportedText(ada, 'csv')
      const report = await imported(bob, text, '?format=csv')
      expect(report.rows.filter(({ errors, warnings }) => errors || warnings)).toEqual([])
      expect(named(await exported(bob))).toEqual(named(await exported(ada)))
    }),
    settings,
  )
}, 60_000)

const named = ({ lists, tasks }: Exported) => {
  const names = new Map(lists.map(({ id, name }) => [id, name]))
  return owned(tasks).map((task) => ({
    ...task,
    rank: null,
    list_id: names.get(task.list_id ?? ''),
  }))
}

it('iCalendar: the export is valid, and has every task', async () => {
  await fc.assert(
    fc.asyncProperty(storable, async (all) => {
      const ada = await signUp()
      await imported(ada, { version: 1, ...all })
      const { parts } = readCalendar(await exportedText(ada, 'ics'))
      const components = parts.filter(({ name }) => name === 'VTODO')
      const [todos, moved] = [false, true].map((isMoved) =>
        components.filter((todo) => Boolean(textOf(todo, 'X-DULY-OCCURRENCE-OF')) === isMoved),
      )
      expect(todos?.map((todo) => textOf(todo, 'UID')).sort()).toEqual(
        all.tasks.map(({ id }) => id).sort(),
      )
      for (const { id, title, due_date, recurrence } of all.tasks) {
        const todo = todos?.find((one) => textOf(one, 'UID') === id)
        expect(unescaped(textOf(todo, 'SUMMARY'))).toBe(title)
        const rule = unescaped(textOf(todo, 'X-DULY-RECURRENCE'))
        expect(rule).toBe(due_date || textOf(todo, 'DUE') ? (recurrence ?? '') : '')
        const day = moved?.find((one) => textOf(one, 'X-DULY-OCCURRENCE-OF') === id)
        if (due_date) {
          expect(textOf(day ?? todo, 'DUE')).toBe(due_date.replaceAll('-', ''))
          expect(textOf(todo, 'X-DULY-DUE-DATE')).toBe(day && due_date)
        }
      }
    }),
    settings,
  )
}, 60_000)

it.each(['json', 'csv', 'todoist'])(
  'any text as a file is a report or an error that names it, never a 500: %s',
  async (format) => {
    const ada = await signUp()
    const starts = [
      '',
      '{"version":1,"tasks":[',
      'title,labels\n',
      'TYPE,CONTENT\ntask,',
      '{"items":[',
    ]
    const garbage = fc
      .tuple(fc.constantFrom(...starts), fc.string({ unit: 'binary', maxLength: 300 }))
      .map((parts) => parts.join(''))
    const keys = fc.constantFrom(
      'id',
      'content',
      'due',
      'date',
      'title',
      'labels',
      'parent_id',
      'name',
    )
    const rows = fc.array(fc.dictionary(keys, fc.oneof(fc.string(), fc.jsonValue(), fc.uuid())))
    const json = rows.map((all) =>
      JSON.stringify({ ...(format === 'json' && { version: 1 }), tasks: all, lists: all }),
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(garbage, json), fc.boolean(), async (text, asTable) => {
        const type =
          format === 'csv' || (format === 'todoist' && asTable) ? 'text/csv' : 'application/json'
        const answer = await sendFile(ada, text, `?format=${format}`, { 'Content-Type': type })
        expect([200, 400, 422]).toContain(answer.status)
      }),
      { ...settings, numRuns: 60 },
    )
  },
  60_000,
)

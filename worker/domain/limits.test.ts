// Limits that a database or a reader of the docs needs are typed a second time, and are the same.
import { expect, it } from 'vitest'
import { sql } from '../testing/neon.ts'
import { Color, RecurrenceFrom } from './fields.ts'
import { mostChanges, mostOperations } from './request-limits.ts'
import { limits, taskDefaults } from './task-fields.ts'

const pages = import.meta.glob('../../docs/api.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const page = Object.values(pages).join()

it('the checks of the tables have the limits of the fields', async () => {
  const checks = await sql`
    select conname as name, pg_get_constraintdef(oid) as text from pg_constraint
      where contype = 'c'
        and conrelid in ('public.tasks'::regclass, 'public.lists'::regclass, 'public.access_tokens'::regclass)`
  const bounds = checks.flatMap(({ name, text }) => {
    const numbers = [...text.matchAll(/\b\d+\b/g)].map(([digits]) => Number(digits))
    return numbers.length > 0 ? [[name, numbers]] : []
  })
  expect(Object.fromEntries(bounds)).toEqual({
    tasks_title_check: [1, limits.titleLength],
    tasks_notes_check: [limits.notesLength],
    tasks_priority_check: [0, limits.priority],
    tasks_labels_check: [limits.labels],
    lists_name_check: [1, limits.nameLength],
    access_tokens_name_check: [1, limits.nameLength],
    access_tokens_scopes_check: [1, 10],
  })
  const choices = checks.flatMap(({ name, text }) => {
    const words = [...text.matchAll(/'(\w+)'::text/g)].map(([, word]) => word)
    return words.length > 0 ? [[name, words]] : []
  })
  expect(Object.fromEntries(choices)).toEqual({
    lists_color_check: Color.options,
    tasks_recurrence_from_check: RecurrenceFrom.options,
  })
})

it('the defaults of the columns are those of the fields', async () => {
  const columns = await sql`
    select column_name as name, coalesce(column_default, 'null::text') as value
      from information_schema.columns where table_schema = 'public' and table_name = 'tasks'`
  const own = columns.filter(({ name }) => name in taskDefaults)
  const list = own.map(({ name, value }) => `to_json(${value}) as ${name}`).join(', ')
  const [defaults] = await sql.query(`select ${list}`)
  expect(defaults).toEqual(taskDefaults)
})

it('docs/api.md has them', () => {
  const numbersOf = (what: string, within = /.*/) => {
    const row = page.split('\n').find((line) => line.startsWith(`| ${what} |`)) ?? ''
    return [...(within.exec(row)?.[0] ?? '').matchAll(/\d{1,3}(?:,\d{3})*/g)].map(([digits]) =>
      Number(digits.replaceAll(',', '')),
    )
  }
  expect(numbersOf('title, notes')).toEqual([limits.titleLength, limits.notesLength])
  expect(numbersOf('labels')).toEqual([limits.labels, limits.labelLength])
  expect(numbersOf('name of a list or token')).toEqual([limits.nameLength])
  expect(numbersOf('quick add')).toEqual([limits.lineLength])
  expect(numbersOf('operations in a batch')).toEqual([mostOperations])
  expect(numbersOf('`limit`', /changes: 1 to \d+/)).toEqual([1, mostChanges])
})

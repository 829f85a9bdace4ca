import { expect, it } from 'vitest'
import type { Task } from '../../../worker/tasks/schema.ts'
import { unsavedCount } from './overview.ts'
import type { Change } from './row.ts'
import { createTaskStore } from './store.ts'

const at = '2026-11-23T12:00:00.000Z'
const task: Task = {
  id: 'a',
  title: 'Call Mia',
  notes: '',
  list_id: null,
  parent_id: null,
  priority: 0,
  due_date: null,
  due_at: null,
  due_timezone: null,
  labels: [],
  rank: '',
  recurrence: null,
  recurrence_from: 'due',
  completed_at: null,
  deleted_at: null,
  version: 1,
  seq: 1,
  created_at: at,
  updated_at: at,
}

/** A store with one task, and a server that lists what it is told to and answers nothing. */
async function setUp() {
  const sent: Change[] = []
  const server = { items: [task] }
  const store = createTaskStore({
    send: (_, change) => {
      sent.push(change)
      return new Promise(() => {})
    },
    listPage: async () => ({ items: server.items, next_cursor: null }),
    now: () => new Date(at),
    newId: () => 'new',
    later: (_, run) => {
      run()
      return () => {}
    },
  })
  await store.load('inbox')
  return { store, server, sent }
}

it('keeps what is typed where no component can lose it, and counts it as unsaved', async () => {
  const { store } = await setUp()
  store.startEditing('a')
  expect(unsavedCount(store.overview())).toBe(0)
  store.type('a', { notes: 'about the house' })
  store.typeNewTitle('Renew')
  expect(unsavedCount(store.overview())).toBe(2)
  store.startEditing('a')
  expect(store.editing('a')?.values).toMatchObject({ title: 'Call Mia', notes: 'about the house' })
  expect(store.newTitle()).toBe('Renew')
  store.type('a', { notes: '' })
  store.typeNewTitle(' ')
  expect(unsavedCount(store.overview())).toBe(0)
})

it('compares with the task that was seen when the editor opened', async () => {
  const { store, server } = await setUp()
  store.startEditing('a')
  store.type('a', { title: 'Call Mia at noon' })
  server.items = [{ ...task, version: 2, title: 'Call Mia tonight' }]
  await store.load('inbox')
  expect(store.row('a')?.task.title).toBe('Call Mia tonight')
  expect(store.editing('a')).toMatchObject({
    seen: { version: 1 },
    values: { title: 'Call Mia at noon' },
  })
})

it('takes no task away while somebody types in it', async () => {
  const { store, server } = await setUp()
  store.startEditing('a')
  server.items = []
  await store.load('inbox')
  expect(store.overview().open).toEqual(['a'])
  store.complete('a')
  expect(store.overview()).toMatchObject({ open: ['a'], done: [] })
  store.stopEditing('a')
  expect(store.overview()).toMatchObject({ open: [], done: ['a'] })
})

it('hands out what was typed when an editor closes, and takes it back', async () => {
  const { store } = await setUp()
  store.startEditing('a')
  store.type('a', { title: 'Call Zoë' })
  const typed = store.stopEditing('a')
  expect(unsavedCount(store.overview())).toBe(0)
  store.startEditing('a', typed)
  expect(store.editing('a')?.values.title).toBe('Call Zoë')
})

it('makes a new task of one that is gone with what is typed in it', async () => {
  const { store, sent } = await setUp()
  store.startEditing('a')
  store.type('a', { title: ' ', notes: 'about the house' })
  store.addAnew('a')
  expect(sent).toMatchObject([
    { kind: 'add', draft: { title: 'Call Mia', notes: 'about the house' } },
  ])
  expect(store.overview()).toMatchObject({ open: ['new'], drafts: 0 })
})

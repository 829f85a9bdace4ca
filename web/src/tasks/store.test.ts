import { expect, it, vi } from 'vitest'
import type { Task } from '../../../worker/tasks/schema.ts'
import { ApiFailure } from '../api.ts'
import { type Change, newRow } from './row.ts'
import type { Send } from './send.ts'
import { createTaskStore } from './store.ts'

const draft = (title: string) => ({ title, notes: '', priority: 0, due_date: null })
const outage = () => new ApiFailure(0, { code: 'network' })

/** A server that keeps tasks, and a clock that runs when told to. */
function setUp() {
  const server = new Map<string, Task>()
  const timers: { at: number; run: () => void }[] = []
  let [time, serial, seq] = [Date.parse('2026-11-23T12:00:00Z'), 0, 0]
  const iso = () => new Date(time).toISOString()

  function write(id: string, change: Change, expected: number | null): Task | null {
    const old = server.get(id)
    if (change.kind === 'add' && old) return old
    if (change.kind !== 'add' && !old) throw new ApiFailure(404, { code: 'not_found' })
    if (old && expected !== null && old.version !== expected) {
      throw new ApiFailure(412, { code: 'version_mismatch', current: old })
    }
    seq += 1
    const base = old ?? { ...newRow(id, null).task, seq, created_at: iso(), updated_at: iso() }
    const next = { ...base, ...effect(change), version: base.version + 1, seq }
    server.set(id, next)
    return change.kind === 'delete' ? null : next
  }

  function effect(change: Change): Partial<Task> {
    if (change.kind === 'add') return change.draft
    if (change.kind === 'edit') return change.patch
    if (change.kind === 'complete') return { completed_at: iso() }
    if (change.kind === 'reopen') return { completed_at: null }
    return { deleted_at: change.kind === 'delete' ? iso() : null }
  }

  const send = vi.fn<Send>(async (id, change, expected) => {
    await Promise.resolve()
    return write(id, change, expected)
  })
  const listPage = vi.fn(async () => ({
    items: [...server.values()].filter((task) => !task.deleted_at && !task.completed_at),
    next_cursor: null as string | null,
  }))
  const store = createTaskStore({
    send,
    listPage,
    now: () => new Date(time),
    newId: () => `id-${++serial}`,
    later: (milliseconds, run) => {
      const timer = { at: time + milliseconds, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
  })
  async function settle() {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  async function wait(milliseconds: number) {
    time += milliseconds
    for (const timer of timers.filter(({ at }) => at <= time)) {
      timers.splice(timers.indexOf(timer), 1)
      timer.run()
    }
    await settle()
  }
  const titles = () => store.overview().open.map((id) => store.row(id)?.task.title)
  return { store, server, send, listPage, write, settle, wait, titles }
}

it('shows a new task before the server has it', async () => {
  const { store, server, titles, settle } = setUp()
  store.add(draft('Call Mia'))
  expect(titles()).toEqual(['Call Mia'])
  expect(server.size).toBe(0)
  expect(store.overview().unsaved.sending).toBe(1)
  await settle()
  expect(server.size).toBe(1)
  expect(store.overview().unsaved.sending).toBe(0)
})

it('puts the newest on top', async () => {
  const { store, titles, settle, wait } = setUp()
  store.add(draft('one'))
  await wait(5)
  store.add(draft('two'))
  await settle()
  expect(titles()).toEqual(['two', 'one'])
})

it('keeps an add that failed and sends it again by itself, with the same id', async () => {
  const { store, server, send, titles, settle, wait } = setUp()
  send.mockRejectedValueOnce(outage())
  const id = store.add(draft('Call Mia'))
  await settle()
  expect(titles()).toEqual(['Call Mia'])
  expect(store.overview().unsaved).toMatchObject({ waiting: 1 })
  await wait(3_000)
  expect([...server.keys()]).toEqual([id])
  expect(store.overview().unsaved.waiting).toBe(0)
})

it('waits as long as the server asks', async () => {
  const { store, server, send, settle, wait } = setUp()
  send.mockRejectedValueOnce(new ApiFailure(503, {}, 10))
  store.add(draft('Call Mia'))
  await settle()
  await wait(9_000)
  expect(server.size).toBe(0)
  await wait(1_000)
  expect(server.size).toBe(1)
})

it('sends the changes of one task one after the other', async () => {
  const { store, send, settle } = setUp()
  const id = store.add(draft('Call Mia'))
  const seen = store.row(id)?.task
  if (!seen) throw new Error('no task')
  store.edit(id, { ...draft('Call Zoë'), priority: 3 }, seen)
  store.complete(id)
  await settle()
  expect(send.mock.calls.map(([, change, version]) => [change.kind, version])).toEqual([
    ['add', null],
    ['edit', 1],
    ['complete', null],
  ])
  expect(store.row(id)?.base).toMatchObject({ title: 'Call Zoë', priority: 3, version: 3 })
})

it('takes back a completion that the server refuses, and says so', async () => {
  const { store, send, settle, wait, titles } = setUp()
  const id = store.add(draft('Call Mia'))
  await settle()
  send.mockRejectedValueOnce(new ApiFailure(403, { detail: 'no' }))
  store.complete(id)
  await settle()
  await wait(500)
  expect(titles()).toEqual(['Call Mia'])
  expect(store.overview().mishap).toMatchObject({ kind: 'complete', title: 'Call Mia' })
})

it('lets a finished task settle before it leaves', async () => {
  const { store, settle, wait } = setUp()
  const id = store.add(draft('Call Mia'))
  await settle()
  store.complete(id)
  expect(store.overview()).toMatchObject({ open: [id], done: [] })
  await wait(200)
  expect(store.overview()).toMatchObject({ open: [], done: [id] })
})

it('brings a deleted task back', async () => {
  const { store, server, titles, settle } = setUp()
  const id = store.add(draft('Call Mia'))
  await settle()
  store.remove(id)
  expect(titles()).toEqual([])
  store.restore(id)
  expect(titles()).toEqual(['Call Mia'])
  await settle()
  expect(server.get(id)?.deleted_at).toBeNull()
})

it.each([
  ['mine', 'Mine'],
  ['theirs', 'Theirs'],
] as const)('ends a conflict by keeping %s', async (keep, title) => {
  const { store, server, write, settle } = setUp()
  const id = store.add(draft('Call Mia'))
  await settle()
  const seen = store.row(id)?.task
  if (!seen) throw new Error('no task')
  write(id, { kind: 'edit', patch: { title: 'Theirs' }, seen }, null)
  store.edit(id, { ...draft('Mine'), priority: 1 }, seen)
  await settle()
  expect(store.row(id)).toMatchObject({ trouble: { kind: 'conflict' }, task: { title: 'Mine' } })
  store.resolve(id, keep)
  await settle()
  expect(server.get(id)).toMatchObject({ title, priority: 1 })
  expect(store.row(id)).toMatchObject({ trouble: null, changes: [] })
})

it('writes refused text anew after it was corrected', async () => {
  const { store, server, send, settle } = setUp()
  send.mockRejectedValueOnce(new ApiFailure(422, { code: 'validation_failed' }))
  const id = store.add(draft('Too long'))
  await settle()
  const seen = store.row(id)?.task
  if (!seen) throw new Error('no task')
  store.edit(id, draft('Short'), seen)
  await settle()
  expect(server.get(id)?.title).toBe('Short')
})

it('leaves no trace of a task that is gone when its text is discarded', async () => {
  const { store, server, titles, settle } = setUp()
  const id = store.add(draft('Call Mia'))
  await settle()
  const seen = store.row(id)?.task
  if (!seen) throw new Error('no task')
  server.clear()
  store.edit(id, draft('Call Zoë'), seen)
  await settle()
  expect(store.row(id)?.trouble).toMatchObject({ kind: 'refused', failure: { status: 404 } })
  store.discard(id)
  expect(titles()).toEqual([])
})

it('drops on a fresh list what the server no longer has, but nothing unsaved', async () => {
  const { store, server, send, titles, settle } = setUp()
  store.add(draft('gone'))
  await settle()
  server.clear()
  send.mockRejectedValueOnce(outage())
  store.add(draft('unsaved'))
  await settle()
  await store.load('inbox')
  expect(titles()).toEqual(['unsaved'])
})

it('does not let a slow list take away what was added meanwhile', async () => {
  const { store, listPage, titles, settle } = setUp()
  let answer = (_: { items: Task[]; next_cursor: null }) => {}
  listPage.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  const loading = store.load('inbox')
  store.add(draft('Call Mia'))
  await settle()
  answer({ items: [], next_cursor: null })
  await loading
  expect(titles()).toEqual(['Call Mia'])
})

it('says that the list could not be had, and tries again when asked', async () => {
  const { store, listPage } = setUp()
  listPage.mockRejectedValueOnce(outage())
  await store.load('inbox')
  expect(store.overview().pages.inbox).toMatchObject({ status: 'failed', failure: { status: 0 } })
  await store.load('inbox')
  expect(store.overview().pages.inbox.status).toBe('ready')
})

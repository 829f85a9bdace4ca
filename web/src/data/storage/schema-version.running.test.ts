// A copy that the version before has left, or a newer one, opened against the running API.
import 'fake-indexeddb/auto'
import { afterEach, describe, expect, inject, vi } from 'vitest'
import { readRaw, type Version1, writeVersion1 } from '../../../../tools/testing/version-1-copy.ts'
import type { Data } from '../contract.ts'
import { told } from '../testing/accounts.ts'
import { type Fixtures, it } from '../testing/fixtures.ts'
import { databaseName, unloadBackupName } from './names.ts'

const at = '2026-11-29T08:00:00.000Z'
const api = () => inject('apiUrl')
const titleOf = async (serverTasks: Fixtures['serverTasks'], id: string) =>
  (await serverTasks()).find((task) => task.id === id)?.title
const conflictOf = (data: Data, id: string) => data.row(id).get()?.conflict

/** What the server has of these tasks, as a copy of version 1 had it then. */
async function copyOf(
  { token }: Fixtures['ada'],
  outbox: NonNullable<Version1['outbox']>,
): Promise<Version1> {
  const { tasks, lists } = await told(api(), { session: '', token })
  const rows = [
    ...[...tasks.values()].map((row) => ({ type: 'task' as const, row })),
    ...[...lists.values()].map((row) => ({ type: 'list' as const, row })),
  ]
  const cursor = Math.max(...rows.map(({ row }) => row.seq))
  const snapshot = { tasks: [...tasks.values()], lists: [...lists.values()] }
  return { buckets: [rows], outbox, meta: { cursor, revision: 9, snapshot } }
}
const nameFor = ({ id }: Fixtures['ada']) => databaseName(`${id}-one`)
const edit = (id: string, title: string, seen: string) => ({
  edit: { op: 'update', id, at, patch: { title }, seen: { title: seen } },
  question: null,
})
const made = (id: string, title: string) => ({
  edit: {
    op: 'create',
    id,
    at,
    rank: 'a9',
    fields: {
      title,
      notes: '',
      list_id: null,
      parent_id: null,
      priority: 0,
      due_date: null,
      due_at: null,
      due_timezone: null,
      labels: [],
      recurrence: null,
      recurrence_from: 'due',
    },
  },
  question: null,
})

async function elsewhereWith(
  open: Fixtures['open'],
  ...titles: string[]
): Promise<{ elsewhere: Data; ids: string[] }> {
  const elsewhere = await open('elsewhere')
  const ids = titles.map((title) => elsewhere.create({ title }).id)
  await elsewhere.sync()
  return { elsewhere, ids }
}

describe('a copy of version 1', () => {
  it.for([
    ['has reached the server, and its answer was lost', true],
    ['has not reached the server', false],
  ] as const)(
    'brings every edit to the server once, where its request in flight %s',
    async ([, isSent], { ada, open, serverTasks }) => {
      const { elsewhere, ids } = await elsewhereWith(open, 'Merged', 'Asked', 'Ended', 'Untouched')
      const [merged = '', asked = '', ended = ''] = ids
      const { id: daily } = elsewhere.create({
        title: 'Water',
        due_date: '2027-03-01',
        recurrence: 'FREQ=DAILY',
      })
      const { id: list } = elsewhere.createList({ name: 'Hoem' })
      await elsewhere.sync()
      const [sent, offline] = [crypto.randomUUID(), crypto.randomUUID()]
      const asks = { field: 'title', mine: 'Asked here', theirs: 'Asked there' }
      const copy = await copyOf(ada, [
        made(sent, 'In flight'),
        {
          edit: { op: 'complete', id: daily, at, timezone: 'UTC', due: '2027-03-01' },
          question: null,
        },
        made(offline, 'Offline'),
        edit(merged, 'Merged here', 'Merged'),
        { ...edit(asked, asks.mine, 'Asked'), question: { kind: 'conflict', fields: [asks] } },
        edit(ended, 'Ended here', 'Ended'),
        { edit: { op: 'update-list', id: list, at, patch: { name: 'Home' } }, question: null },
      ])
      const body = JSON.stringify({
        operations: [
          { op: 'create', body: { id: sent, ...made(sent, 'In flight').edit.fields } },
          { op: 'complete', id: daily, if_match: 1, timezone: 'UTC' },
        ],
      })
      const idempotencyKey = crypto.randomUUID()
      const path = '/api/v1/tasks/batch'
      const inflight = { idempotencyKey, method: 'POST', path, body, keys: [1, 2] }
      await writeVersion1(nameFor(ada), { ...copy, meta: { ...copy.meta, inflight } })
      if (isSent) {
        const headers = {
          Authorization: `Bearer ${ada.token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': idempotencyKey,
          Prefer: 'return=minimal',
        }
        expect((await fetch(api() + path, { method: 'POST', headers, body })).status).toBe(200)
      }
      elsewhere.update([merged], { notes: 'there' })
      elsewhere.update([asked], { title: asks.theirs })
      elsewhere.purge([ended])
      await elsewhere.sync()

      const one = await open()
      const server = await serverTasks()
      expect(server.map(({ title }) => title).sort()).toEqual(
        ['Asked there', 'In flight', 'Merged here', 'Offline', 'Untouched', 'Water'].sort(),
      )
      const found = (id: string) => server.find((task) => task.id === id)
      expect(found(merged)).toMatchObject({ title: 'Merged here', notes: 'there' })
      expect(found(daily)).toMatchObject({ due_date: '2027-03-02', version: 2 })
      expect(one.lists.get()).toMatchObject([{ id: list, name: 'Home' }])
      for (const task of server)
        if (task.id !== asked) expect(one.row(task.id).get()?.task).toEqual(task)
      expect(one.conflicts.get()).toEqual([asked, ended])
      expect(conflictOf(one, asked)).toEqual({ kind: 'fields', fields: [asks] })
      expect(one.row(ended).get()).toMatchObject({
        conflict: { kind: 'deleted' },
        task: { title: 'Ended here' },
      })
      expect(await one.unsent()).toBe(2)

      await one.resolve(asked, 'mine').persisted
      await one.resolve(ended, 'mine').persisted
      await one.sync()
      expect(await one.unsent()).toBe(0)
      expect([await titleOf(serverTasks, asked), await titleOf(serverTasks, ended)]).toEqual([
        asks.mine,
        'Ended here',
      ])
    },
  )

  it('neither sends nor drops mutations of a row that has not arrived, and has no conflict about them', async ({
    ada,
    open,
    serverTasks,
    weather,
  }) => {
    const { elsewhere, ids } = await elsewhereWith(open, 'Call', 'Done', 'Kept')
    const [call = '', done = '', kept = ''] = ids
    await writeVersion1(
      nameFor(ada),
      await copyOf(ada, [
        edit(call, 'Call here', 'Call'),
        { edit: { op: 'complete', id: done, at, timezone: 'UTC', due: null }, question: null },
        edit(kept, 'Kept here', 'Kept'),
      ]),
    )
    elsewhere.update([call], { title: 'Call there' })
    elsewhere.purge([done])
    await elsewhere.sync()
    Object.assign(weather, { cut: 1, at: '/api/v1/changes' })
    const one = await open()
    expect(await titleOf(serverTasks, call)).toBe('Call there')
    expect(one.conflicts.get()).toEqual([])
    expect(await one.unsent()).toBe(3)
    // What they are about is shown meanwhile.
    expect(one.row(call).get()).toMatchObject({ isPending: true, task: { title: 'Call here' } })

    weather.cut = 0
    await one.sync()
    expect(one.conflicts.get()).toEqual([call])
    expect(conflictOf(one, call)).toMatchObject({ kind: 'fields' })
    expect(await one.unsent()).toBe(1)
    expect(await titleOf(serverTasks, kept)).toBe('Kept here')
  })

  describe('with an unload backup of a closed page', () => {
    afterEach(() => vi.unstubAllGlobals())

    function withStorage(items: Record<string, string>) {
      const methods = {
        getItem(this: Record<string, string>, key: string) {
          return this[key] ?? null
        },
        setItem(this: Record<string, string>, key: string, value: string) {
          this[key] = value
        },
        removeItem(this: Record<string, string>, key: string) {
          delete this[key]
        },
      }
      const storage = Object.assign(Object.create(methods), items)
      vi.stubGlobal('localStorage', storage)
      return storage as Record<string, string>
    }

    it('restores it, and leaves that of a newer version alone', async ({
      ada,
      open,
      serverTasks,
    }) => {
      const { elsewhere, ids } = await elsewhereWith(open, 'Call')
      const [call = ''] = ids
      await writeVersion1(nameFor(ada), await copyOf(ada, []))
      elsewhere.update([call], { title: 'Call there' })
      await elsewhere.sync()
      const id = crypto.randomUUID()
      const left = [edit(call, 'Call here', 'Call').edit, made(id, 'Left').edit]
      const prefix = unloadBackupName(`${ada.id}-one`)
      const ahead = { [`${prefix}v99-a`]: '[{"who":"knows"}]' }
      const storage = withStorage({ ...ahead, [`${prefix}b`]: JSON.stringify(left) })
      const one = await open()
      await expect.poll(() => ({ ...storage })).toEqual(ahead)
      await one.sync()
      expect((await serverTasks()).map(({ title }) => title)).toEqual(['Call there', 'Left'])
      expect(conflictOf(one, call)).toMatchObject({ fields: [{ mine: 'Call here' }] })
      expect(await one.unsent()).toBe(1)
    })
  })
})

describe('beside a newer copy', () => {
  function writeNewer(name: string, edits: number) {
    return new Promise<void>((resolve) => {
      const opening = indexedDB.open(name, 99)
      opening.onupgradeneeded = () => {
        const outbox = opening.result.createObjectStore('outbox', { autoIncrement: true })
        for (let one = 0; one < edits; one += 1) outbox.add({ who: 'knows' })
      }
      opening.onsuccess = () => {
        opening.result.close()
        resolve()
      }
    })
  }

  it('lets each tab work with the server, counts what is pending, and stays unchanged', async ({
    ada,
    open,
    serverTasks,
  }) => {
    const { ids } = await elsewhereWith(open, 'From elsewhere')
    await writeNewer(nameFor(ada), 2)
    const before = await readRaw(nameFor(ada))
    const tabs = [await open(), await open()]
    for (const tab of tabs) {
      expect(tab.storageTrouble).toEqual({ kind: 'newer', unsent: 2 })
      expect(tab.row(ids[0] ?? '').get()?.task.title).toBe('From elsewhere')
      const { id, persisted } = tab.create({ title: 'Made here' })
      await expect(persisted).rejects.toThrow('keeps nothing')
      await tab.sync()
      expect(await titleOf(serverTasks, id)).toBe('Made here')
      expect(await tab.unsent()).toBe(2)
      tab.close()
    }
    expect(await readRaw(nameFor(ada))).toEqual(before)
  })

  it('is erased when the person signs out', async ({ ada, open }) => {
    await writeNewer(nameFor(ada), 1)
    await (await open()).erase()
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(nameFor(ada))
  })
})

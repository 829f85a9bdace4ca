// What becomes of a copy that another version of the app has left in this browser.
import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readRaw, writeVersion1 } from '../../../../tools/testing/version-1-copy.ts'
import { taskOf } from '../testing/task.ts'
import { openIndexedDb, type Storage } from './indexed-db.ts'
import { createWrites } from './indexed-db-writes.ts'
import { openMemory } from './memory.ts'
import { databaseName } from './names.ts'
import { schemaVersion } from './schema-version.ts'

const at = '2026-11-29T08:00:00.000Z'
const opened: { close: () => void }[] = []
afterEach(() => {
  for (const one of opened.splice(0)) one.close()
})

async function open(userId: string, onClosed = (_: string) => {}): Promise<Storage> {
  const storage = await openIndexedDb(userId, onClosed)
  opened.push(storage)
  return storage
}
const raw = (userId: string, version?: number) =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(databaseName(userId), version)
    opening.onupgradeneeded = () => {
      const db = opening.result
      if (!db.objectStoreNames.contains('outbox'))
        db.createObjectStore('outbox', { autoIncrement: true })
    }
    opening.onsuccess = () => {
      opened.push(opening.result)
      resolve(opening.result)
    }
    opening.onerror = () => reject(opening.error)
  })

/** A copy of a newer version, with so many edits. */
async function newer(userId: string, edits: number) {
  const db = await raw(userId, 99)
  const tx = db.transaction('outbox', 'readwrite')
  for (let one = 0; one < edits; one += 1) tx.objectStore('outbox').add({ whatever: one })
  await new Promise((resolve) => tx.addEventListener('complete', resolve))
  db.close()
}
const failure = (opening: Promise<unknown>) => opening.then(() => null).catch((error) => error)

describe('an older copy', () => {
  const edited = taskOf({ id: 'edited', title: 'Old' })
  const inflight = {
    idempotencyKey: 'a-key',
    method: 'POST',
    path: '/api/v1/tasks/batch',
    body: '{"operations":[]}',
    keys: [1],
  }
  const update = { op: 'update', id: 'edited', at, patch: { title: 'New' } }
  const copy = {
    buckets: [
      [{ type: 'list' as const, row: { id: 'edited' } }],
      [{ type: 'task' as const, row: edited }],
    ],
    outbox: [
      { edit: { ...update, seen: { title: 'Old' } }, question: null },
      { edit: { op: 'update-list', id: 'a-list', at, patch: { name: 'Home' } }, question: null },
      {
        edit: { op: 'restore', id: 'ended', at },
        question: { kind: 'gone' },
        last: taskOf({ id: 'ended' }),
      },
    ],
    meta: { cursor: 12, revision: 7, snapshot: { tasks: [edited], lists: [] }, inflight },
  }

  it('keeps its outbox and the request in flight, and drops its rows', async () => {
    await writeVersion1(databaseName('ada'), copy)
    const storage = await open('ada')
    expect(await storage.snapshot()).toBeNull()
    const rows: unknown[] = []
    expect(await storage.read((some) => rows.push(...some))).toEqual({
      entries: [
        {
          key: 1,
          mutation: { ...update, base: { title: 'Old' } },
          conflict: null,
          // Its row comes again only later.
          lastKnown: edited,
        },
        { key: 2, mutation: copy.outbox[1]?.edit, conflict: null },
        {
          key: 3,
          mutation: copy.outbox[2]?.edit,
          conflict: { kind: 'deleted' },
          lastKnown: taskOf({ id: 'ended' }),
        },
      ],
      cursor: 0,
      inFlight: inflight,
      commitSequence: 0,
    })
    expect(rows).toEqual([])
    const { version, buckets, meta } = await readRaw(databaseName('ada'))
    expect([version, buckets.size, [...meta.keys()]]).toEqual([schemaVersion, 0, ['inFlight']])
  })

  it('uses no key twice', async () => {
    await writeVersion1(databaseName('keys'), copy)
    const storage = await open('keys')
    const mutation = { op: 'reopen', id: 'edited', at } as const
    expect(await storage.writes(createWrites).add([{ mutation, conflict: null }])).toEqual([4])
  })

  it('stays as it was if the upgrade fails, and is reported as unreadable', async () => {
    await writeVersion1(databaseName('odd'), { ...copy, outbox: [{ edit: {}, question: null }] })
    const before = await readRaw(databaseName('odd'))
    // As if a step had a fault.
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new TypeError('no')
    })
    const why = await failure(open('odd'))
    put.mockRestore()
    expect(await readRaw(databaseName('odd'))).toEqual(before)
    const { trouble } = await openMemory('odd', why)
    expect(trouble).toEqual({ kind: 'unreadable', unsent: 1 })
  })

  it('is closed by a tab of the version before, which says so', async () => {
    const by: string[] = []
    await open('two-tabs', (why) => by.push(why))
    const next = await raw('two-tabs', schemaVersion + 1)
    expect([next.version, by]).toEqual([schemaVersion + 1, ['upgraded']])
  })

  it('does not block for ever if another tab keeps it open', async () => {
    await writeVersion1(databaseName('held'), copy)
    const holder = await raw('held')
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      const opening = failure(open('held'))
      const blocked = new Promise((resolve) => holder.addEventListener('versionchange', resolve))
      await blocked
      await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
      vi.advanceTimersByTime(5_000)
      const storage = await openMemory('held', await opening)
      expect(storage.trouble).toEqual({ kind: 'blocked', unsent: null })
      expect(await storage.count()).toBe(Number.POSITIVE_INFINITY)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a newer copy', () => {
  it('is neither opened nor changed, and its pending mutations are counted', async () => {
    await newer('ahead', 2)
    const before = await readRaw(databaseName('ahead'))
    const storage = await openMemory('ahead', await failure(open('ahead')))
    expect(storage).toMatchObject({ isEphemeral: true, trouble: { kind: 'newer', unsent: 2 } })
    expect(await storage.count()).toBe(2)
    storage.close()
    expect(await readRaw(databaseName('ahead'))).toEqual(before)
    expect(before).toMatchObject({ version: 99 })
  })

  it('has an unknown number of pending mutations if its outbox is elsewhere', async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open(databaseName('other'), 99)
      opening.onsuccess = () => resolve(opening.result)
    })
    db.close()
    const storage = await openMemory('other', await failure(open('other')))
    expect(storage.trouble).toEqual({ kind: 'newer', unsent: null })
    expect(await storage.count()).toBe(Number.POSITIVE_INFINITY)
  })

  it('is erased if the person asks for it', async () => {
    await newer('leaving', 1)
    const storage = await openMemory('leaving', await failure(open('leaving')))
    await storage.erase()
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(
      databaseName('leaving'),
    )
  })
})

it('counts the pending mutations of other tabs after an upgrade has closed this one', async () => {
  const storage = await open('closed')
  await newer('closed', 3)
  expect(await storage.count()).toBe(3)
})

it('creates no database by counting what is pending in it', async () => {
  const storage = await open('erased')
  await new Promise((resolve) => {
    indexedDB.deleteDatabase(databaseName('erased')).onsuccess = resolve
  })
  expect(await storage.count()).toBe(0)
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(
    databaseName('erased'),
  )
})

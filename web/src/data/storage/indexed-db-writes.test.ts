import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { PendingMutation } from '../mutations/mutation.ts'
import { taskOf } from '../testing/task.ts'
import { emptyCommit } from './commit.ts'
import { openIndexedDb } from './indexed-db.ts'
import { createWrites } from './indexed-db-writes.ts'
import type { StoredRow } from './stored.ts'

it('writes all of a commit again after one that failed half-way, and nothing of that', async () => {
  const storage = await openIndexedDb(crypto.randomUUID(), () => {})
  const writes = storage.writes(createWrites)
  const rows: StoredRow[] = ['one', 'two'].map((id) => ({ type: 'task', row: taskOf({ id }) }))
  await writes.commit({ ...emptyCommit, rows, commitSequence: 1 })
  const [key = 0] = await writes.add([
    { mutation: { op: 'reopen', id: 'two', at: '' }, conflict: null },
  ])
  const deletion = { ...emptyCommit, deleted: ['one'], cursor: 9, commitSequence: 2 }
  const inFlight = { keys: [key], unstorable: () => {} } as never
  await expect(writes.commit({ ...deletion, inFlight })).rejects.toThrow()

  const stored = async () => {
    const ids: string[] = []
    const { cursor, entries } = await storage.read((some) => {
      ids.push(...some.map(({ row }) => row.id))
    })
    return { ids, cursor, pending: entries.map((one: PendingMutation) => one.key) }
  }
  // Without a look at the disk in between: the index in memory must not be ahead of it.
  await writes.commit(deletion)
  expect(await stored()).toEqual({ ids: ['two'], cursor: 9, pending: [key] })
})

import { expect, it } from 'vitest'
import { createStatus } from '../status.ts'
import { emptyCommit } from '../storage/commit.ts'
import { createLiveQueries } from '../store/live-queries.ts'
import { createOptimisticStore } from '../store/optimistic-store.ts'
import { createRows } from '../store/rows.ts'
import { createReceive } from './receive.ts'

it('a new leader does not send again what the one before has sent, however late it hears of it', () => {
  const rows = createRows()
  const calendar = { timezone: 'UTC', today: '2026-11-25' }
  const queries = createLiveQueries(rows, () => calendar)
  const store = createOptimisticStore({ rows, queries, onChanged: () => {} })
  const receive = createReceive({
    store,
    status: createStatus(),
    loop: { now: async () => {}, soon() {}, later: () => 0, stop() {} },
    isLeader: () => true,
    rehydrate() {},
  })
  const mutation = { op: 'reopen', id: 'one', at: '2026-11-25T12:00:00.000Z' } as const
  receive({ kind: 'mutations-added', added: [{ key: 7, mutation, conflict: null }] })
  const commit = { ...emptyCommit, acknowledged: [7] }
  receive({ kind: 'committed', commitSequence: 3, commit })
  expect(store.outbox.all()).toEqual([])
})

import { expect, it } from 'vitest'
import { createOutbox } from './outbox.ts'

const at = '2026-11-25T12:00:00.000Z'

it('has a mutation once that is read from the storage before this tab knows its key', () => {
  const outbox = createOutbox()
  const added = outbox.add([{ op: 'complete', id: 'one', at, timezone: 'UTC', due: null }])
  const persisted = added.map((one) => ({ ...one, key: 7 }))
  outbox.hydrate(persisted)
  // The layer was built with both, so it has to be built again.
  expect(outbox.markPersisted(added, persisted)).toBe(false)
  expect(outbox.all()).toEqual(persisted)
})

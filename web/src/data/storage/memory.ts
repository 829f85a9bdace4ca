// The storage of a tab that cannot keep anything: in some private modes, on a broken disk, or beside a copy that this
// version cannot open. Such a tab is a device of its own, and no other hears of what it does but from the server.

import type { StorageTrouble } from '../contract.ts'
import { eraseData } from './erase.ts'
import type { Storage } from './indexed-db.ts'
import { lockName } from './names.ts'
import { countUnsent } from './unsent-edits.ts'

/** What opening the database fails with where there is one. */
const kinds: Record<string, StorageTrouble['kind']> = {
  VersionError: 'newer',
  TimeoutError: 'blocked',
  AbortError: 'unreadable',
}

/**
 * As long as the tab: what is done goes to the server as ever, but no reload finds what has not reached it.
 *
 * @param why the database was not opened. A copy that is there stays as it is, and what waits in it counts as unsent.
 */
export async function openMemory(userId: string, why?: unknown): Promise<Storage> {
  const kind = why instanceof Error || why instanceof DOMException ? kinds[why.name] : undefined
  // Whoever asks for what is blocked would wait as well.
  const count = async () =>
    kind === 'blocked' ? Number.POSITIVE_INFINITY : kind ? await countUnsent(userId) : 0
  const unsent = await count()
  const own = `${lockName(userId)}-${crypto.randomUUID()}`
  let key = 0
  return {
    isEphemeral: true,
    trouble: kind ? { kind, unsent: Number.isFinite(unsent) ? unsent : null } : null,
    lockName: own,
    channelName: own,
    snapshot: async () => null,
    count,
    read: async () => ({ entries: [], cursor: 0, inFlight: null, commitSequence: 0 }),
    writes: () => ({
      saveSnapshot: async () => {},
      add: async (entries) => entries.map(() => ++key),
      amend: async ({ replaced }) => replaced,
      commit: async () => {},
    }),
    close: () => {},
    erase: async () => {
      if (kind) await eraseData(userId)
    },
  }
}

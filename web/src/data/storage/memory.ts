// A browser that keeps nothing (some private modes, a broken disk): this tab has it, and nobody else.
import type { Storage } from './indexed-db.ts'

/** As long as the tab: what is done goes to the server as ever, but no reload finds what has not reached it. */
export function openMemory(): Storage {
  // Other tabs like this one count for themselves.
  let key = Math.floor(Math.random() * 2 ** 40)
  return {
    isEphemeral: true,
    snapshot: async () => null,
    count: async () => 0,
    read: async () => ({ entries: [], cursor: 0, inFlight: null, commitSequence: 0 }),
    writes: () => ({
      saveSnapshot: async () => {},
      add: async (entries) => entries.map(() => ++key),
      amend: async ({ replaced }) => replaced,
      commit: async () => {},
    }),
    close: () => {},
    erase: async () => {},
  }
}

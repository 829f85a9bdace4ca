// A browser that keeps nothing (some private modes, a broken disk): this tab has it, and nobody else.
import type { Kept } from './indexed-db.ts'

/** As long as the tab: what is done goes to the server as ever, but no reload finds what has not reached it. */
export function openUnkept(): Kept {
  // Other tabs like this one count for themselves.
  let key = Math.floor(Math.random() * 2 ** 40)
  return {
    isForgetful: true,
    snapshot: async () => null,
    count: async () => 0,
    read: async () => ({ entries: [], cursor: 0, inflight: null, revision: 0 }),
    writes: () => ({
      keepSnapshot: async () => {},
      add: async (entries) => entries.map(() => ++key),
      amend: async ({ put }) => put,
      commit: async () => {},
    }),
    close: () => {},
    forget: async () => {},
  }
}

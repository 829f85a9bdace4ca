// Keeps a completed task in place for a moment before it leaves.
import { atom } from '../state/atom.ts'

/** A little longer than the animation of `.settles`. */
const time = 320
const calm = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)')

export function createSettling() {
  /** By id, the id of the row that preceded it. */
  const leaving = atom<ReadonlyMap<string, string | null>>(new Map())
  return {
    get: leaving.get,
    subscribe: leaving.subscribe,
    begin(ids: readonly string[], shown: readonly string[]) {
      if (calm?.matches) return
      const next = new Map(leaving.get())
      for (const id of ids) {
        const at = shown.indexOf(id)
        if (at >= 0) next.set(id, shown[at - 1] ?? null)
      }
      leaving.set(next)
      setTimeout(() => end(ids), time)
    },
    end,
  }

  function end(ids: readonly string[]) {
    const next = new Map(leaving.get())
    for (const id of ids) next.delete(id)
    leaving.set(next)
  }
}

/** The ids, including those about to leave, at their old positions. */
export function withLeaving(
  ids: readonly string[],
  leaving: ReadonlyMap<string, string | null>,
): readonly string[] {
  if (leaving.size === 0) return ids
  const merged = [...ids]
  for (const [id, before] of leaving) {
    // They are few, and building a set of all ids takes longer than searching.
    if (ids.includes(id)) continue
    const at = before === null ? 0 : merged.indexOf(before) + 1
    merged.splice(at, 0, id)
  }
  return merged
}

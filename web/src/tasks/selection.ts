import { atom } from '../state/atom.ts'

export type Selection = ReturnType<typeof createSelection>

/** The selected rows, in a list of ids that changes underneath. */
export function createSelection() {
  const chosen = atom<ReadonlySet<string>>(new Set())
  /** The start of a range. */
  let anchor: string | null = null
  return {
    get: chosen.get,
    subscribe: chosen.subscribe,
    toggle(id: string) {
      const next = new Set(chosen.get())
      if (!next.delete(id)) next.add(id)
      anchor = id
      chosen.set(next)
    },
    /** Selects from the last chosen row to this one. */
    extend(id: string, ids: readonly string[]) {
      const [from, to] = [ids.indexOf(anchor ?? id), ids.indexOf(id)]
      const start = from < 0 ? to : from
      const range = ids.slice(Math.min(start, to), Math.max(start, to) + 1)
      chosen.set(new Set([...chosen.get(), ...range]))
    },
    all: (ids: readonly string[]) => chosen.set(new Set(ids)),
    clear() {
      anchor = null
      if (chosen.get().size > 0) chosen.set(new Set())
    },
    /** Deselects rows that have left the list. */
    keep(ids: readonly string[]) {
      if (chosen.get().size === 0) return
      const there = new Set(ids)
      const next = [...chosen.get()].filter((id) => there.has(id))
      if (next.length < chosen.get().size) chosen.set(new Set(next))
    },
  }
}

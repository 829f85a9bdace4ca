// What was done, and the way back: for the toast and for Ctrl+Z.
import type { Done } from './data/contract.ts'
import type { Live } from './state/atom.ts'
import { cell } from './state/atom.ts'

export interface Step {
  serial: number
  /** What was done, for people: `Completed “Call Mia”`. */
  did: string
  /** The one that was added. */
  added?: string | undefined
}

export interface History {
  /** What may be undone by the toast; null where there is nothing, or it was dismissed. */
  readonly last: Live<Step | null>
  did: (sentence: string, done: Done, added?: string) => void
  /** Takes back the latest step, and answers what it was. */
  undo: () => string | null
  redo: () => string | null
  /** The toast goes; Ctrl+Z still knows. */
  dismiss: () => void
}

const deepest = 100

export function createHistory(): History {
  const last = cell<Step | null>(null)
  let done: { did: string; undo: () => Done }[] = []
  let undone: { did: string; redo: () => Done }[] = []
  let serial = 0
  return {
    last,
    did(did, { undo }, added) {
      done = [...done, { did, undo }].slice(-deepest)
      undone = []
      serial += 1
      last.set({ serial, did, added })
    },
    undo() {
      const step = done.pop()
      last.set(null)
      if (!step) return null
      undone.push({ did: step.did, redo: step.undo().undo })
      return step.did
    },
    redo() {
      const step = undone.pop()
      last.set(null)
      if (!step) return null
      done.push({ did: step.did, undo: step.redo().undo })
      return step.did
    },
    dismiss: () => last.set(null),
  }
}

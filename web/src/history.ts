// The history of actions, for the toast and for Ctrl+Z.
import type { MutationResult } from './data/contract.ts'
import type { Atom } from './state/atom.ts'
import { atom } from './state/atom.ts'

export interface Step {
  serial: number
  /** The action for people: `Completed “Call Mia”`. */
  did: string
  /** The id of an added task. */
  added?: string | undefined
}

export interface History {
  /** The action that the toast can undo; null if there is none, or it was dismissed. */
  readonly last: Atom<Step | null>
  did: (sentence: string, done: MutationResult, added?: string) => void
  /** Undoes the latest step, and returns its description. */
  undo: () => string | null
  redo: () => string | null
  /** Hides the toast; Ctrl+Z still works. */
  dismiss: () => void
}

const deepest = 100

export function createHistory(): History {
  const last = atom<Step | null>(null)
  let done: { did: string; undo: () => MutationResult }[] = []
  let undone: { did: string; redo: () => MutationResult }[] = []
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

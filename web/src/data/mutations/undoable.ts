import type { Mutation, PendingMutation } from './mutation.ts'

/** Edits, and what would undo them: to be asked before they are done, on the rows as they are. */
export interface Undoable {
  mutations: Mutation[]
  /** Why they wait for the person from the beginning. */
  blocked?: Pick<PendingMutation, 'conflict' | 'lastKnown'>
  inverse: () => Undoable
}

export const noMutations: Undoable = { mutations: [], inverse: () => noMutations }

/** All of them, undone from the last to the first. */
export const combine = (undoables: readonly Undoable[]): Undoable =>
  undoables.length === 0
    ? noMutations
    : {
        mutations: undoables.flatMap(({ mutations }) => mutations),
        inverse: () => combine(undoables.toReversed().map(({ inverse }) => inverse())),
      }

import type { Mutation, PendingMutation } from './mutation.ts'

/** Mutations and their inverse, which is computed from the rows as they are before the mutations. */
export interface Undoable {
  mutations: Mutation[]
  /** The conflict with which the mutations start, if any. */
  blocked?: Pick<PendingMutation, 'conflict' | 'lastKnown'>
  inverse: () => Undoable
}

export const noMutations: Undoable = { mutations: [], inverse: () => noMutations }

/** Combines several; the inverse undoes the last one first. */
export const combine = (undoables: readonly Undoable[]): Undoable =>
  undoables.length === 0
    ? noMutations
    : {
        mutations: undoables.flatMap(({ mutations }) => mutations),
        inverse: () => combine(undoables.toReversed().map(({ inverse }) => inverse())),
      }

import type { Edit, Entry } from './mutation.ts'

/** Edits, and what would undo them: to be asked before they are done, on the rows as they are. */
export interface Plan {
  edits: Edit[]
  /** Why they wait for the person from the beginning. */
  held?: Pick<Entry, 'question' | 'last'>
  inverse: () => Plan
}

export const nothing: Plan = { edits: [], inverse: () => nothing }

/** All of them, undone from the last to the first. */
export const joined = (plans: readonly Plan[]): Plan =>
  plans.length === 0
    ? nothing
    : {
        edits: plans.flatMap(({ edits }) => edits),
        inverse: () => joined(plans.toReversed().map(({ inverse }) => inverse())),
      }

import type { Done } from '../data/contract.ts'

/** Several steps as one, taken back from the last to the first. */
export const together = (steps: readonly Done[]): Done => ({
  kept: Promise.all(steps.map(({ kept }) => kept)).then(() => {}),
  undo: () => together(steps.toReversed().map(({ undo }) => undo())),
})

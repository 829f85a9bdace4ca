import type { MutationResult } from './contract.ts'

/** What is going to be done, as if it were. */
export const promisedResult = (doing: Promise<MutationResult>): MutationResult => {
  const persisted = doing.then((done) => done.persisted)
  persisted.catch(() => {})
  return { persisted, undo: () => promisedResult(doing.then((done) => done.undo())) }
}

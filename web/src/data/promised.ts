import type { Done } from './contract.ts'

/** What is going to be done, as if it were. */
export const promised = (doing: Promise<Done>): Done => {
  const kept = doing.then((done) => done.kept)
  kept.catch(() => {})
  return { kept, undo: () => promised(doing.then((done) => done.undo())) }
}

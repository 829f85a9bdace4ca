import { useMemo } from 'react'
import type { Done } from './data/contract.ts'
import { announce } from './ui/announcer.tsx'
import { useWorkspace } from './workspace.ts'

/** Tells what was done, for the eye with its way back and for the ear; and names the tasks that it was done to. */
export function useDid() {
  const { data, history } = useWorkspace()
  return useMemo(
    () => ({
      did(sentence: string, done: Done, added?: string) {
        history.did(sentence, done, added)
        announce(sentence)
      },
      named(ids: readonly string[]): string {
        const [first] = ids
        const title = first === undefined ? undefined : data.row(first).get()?.task.title
        return ids.length === 1 && title !== undefined ? `“${title}”` : `${ids.length} tasks`
      },
    }),
    [data, history],
  )
}

/** Several as one: taken back the other way round. */
export function joined(all: readonly Done[]): Done {
  const kept = Promise.all(all.map((done) => done.kept)).then(() => {})
  // Whoever wants to know asks; the data layer's state tells everybody else.
  kept.catch(() => {})
  return {
    kept,
    undo: () => joined(all.toReversed().map(({ undo }) => undo())),
  }
}

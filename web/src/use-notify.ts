import { useMemo } from 'react'
import type { MutationResult } from './data/contract.ts'
import { announce } from './ui/announcer.tsx'
import { useWorkspace } from './workspace.ts'

/** Tells what was done, for the eye with its way back and for the ear; and names the tasks that it was done to. */
export function useNotify() {
  const { data, history } = useWorkspace()
  return useMemo(
    () => ({
      notify(sentence: string, done: MutationResult, added?: string) {
        history.did(sentence, done, added)
        announce(sentence)
      },
      describeTasks(ids: readonly string[]): string {
        const [first] = ids
        const title = first === undefined ? undefined : data.row(first).get()?.task.title
        return ids.length === 1 && title !== undefined ? `“${title}”` : `${ids.length} tasks`
      },
    }),
    [data, history],
  )
}

/** Several as one: taken back the other way round. */
export function combine(all: readonly MutationResult[]): MutationResult {
  const persisted = Promise.all(all.map((done) => done.persisted)).then(() => {})
  // Whoever wants to know asks; the data layer's state tells everybody else.
  persisted.catch(() => {})
  return {
    persisted,
    undo: () => combine(all.toReversed().map(({ undo }) => undo())),
  }
}

import { useMemo } from 'react'
import type { MutationResult } from './data/contract.ts'
import { announce } from './ui/announcer.tsx'
import { useWorkspace } from './workspace.ts'

/** Announces an action, visibly with undo and to screen readers, and describes its tasks. */
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

/** Combines several results; undo runs in reverse order. */
export function combine(all: readonly MutationResult[]): MutationResult {
  const persisted = Promise.all(all.map((done) => done.persisted)).then(() => {})
  // Callers that care handle it; others see the data layer's state.
  persisted.catch(() => {})
  return {
    persisted,
    undo: () => combine(all.toReversed().map(({ undo }) => undo())),
  }
}

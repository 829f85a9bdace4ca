import { useMemo } from 'react'
import type { MutationResult, TaskFields } from '../data/contract.ts'
import { announce } from '../ui/announcer.tsx'
import { useNotify } from '../use-notify.ts'
import { useWorkspace } from '../workspace.ts'

/** Actions on tasks, each announced and with undo. */
export function useActions() {
  const { data } = useWorkspace()
  const { notify: tell, describeTasks } = useNotify()
  return useMemo(() => {
    function did(verb: string, ids: readonly string[], act: () => MutationResult) {
      // Describes the tasks first, because the action may remove their titles.
      if (ids.length > 0) tell(`${verb} ${describeTasks(ids)}`, act())
    }
    return {
      complete: (ids: readonly string[]) => did('Completed', ids, () => data.complete(ids)),
      reopen: (ids: readonly string[]) => did('Reopened', ids, () => data.reopen(ids)),
      trash: (ids: readonly string[]) => did('Deleted', ids, () => data.trash(ids)),
      restore: (ids: readonly string[]) => did('Restored', ids, () => data.restore(ids)),
      update: (ids: readonly string[], patch: Partial<TaskFields>) =>
        did('Changed', ids, () => data.update(ids, patch)),
      move: (id: string, afterId: string | null) => {
        const task = data.row(id).get()?.task
        if (!task) return
        const where = task.parent_id ? { parent_id: task.parent_id } : { list_id: task.list_id }
        did('Moved', [id], () => data.move([id], { ...where, after_id: afterId }))
      },
      /** Cannot be undone, so it asks first. */
      purge(ids: readonly string[]) {
        if (!confirm(`Delete ${describeTasks(ids)} for good? This cannot be undone.`)) return
        const sentence = `Deleted ${describeTasks(ids)} for good`
        data.purge(ids)
        announce(sentence)
      },
    }
  }, [data, tell, describeTasks])
}

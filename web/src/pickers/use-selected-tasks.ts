import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { useWorkspace } from '../workspace.ts'

/** The current tasks with these ids, without deleted ones. */
export function useTasks(ids: readonly string[]): readonly Task[] {
  const { data } = useWorkspace()
  const rows = useMemo(() => ids.map((id) => data.row(id)), [data, ids])
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = rows.map((row) => row.subscribe(listener))
      return () => {
        for (const each of leave) each()
      }
    },
    [rows],
  )
  const read = useMemo(() => {
    let last: readonly Task[] = []
    return () => {
      const next = rows.flatMap((row) => row.get()?.task ?? [])
      const isSame = next.length === last.length && next.every((task, at) => task === last[at])
      if (!isSame) last = next
      return last
    }
  }, [rows])
  return useSyncExternalStore(subscribe, read)
}

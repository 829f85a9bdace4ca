import { useMemo } from 'react'
import type { List } from '../../../worker/lists/schema.ts'
import { announce } from '../ui/announcer.tsx'
import { useWorkspace } from '../workspace.ts'

/** What can be done to a list without asking more, each with its way back. */
export function useListActions() {
  const { data, history } = useWorkspace()
  return useMemo(
    () => ({
      archive(list: List) {
        const archived = list.archived_at === null
        const sentence = `${archived ? 'Archived' : 'Took back'} the list “${list.name}”`
        history.did(sentence, data.updateList(list.id, { archived }))
        announce(sentence)
      },
      /** One place up or down; answers whether there was one. */
      step(list: List, by: 1 | -1): boolean {
        const all = data.lists.get()
        const at = all.findIndex(({ id }) => id === list.id)
        const to = at + by
        if (at < 0 || to < 0 || to >= all.length) return false
        const after = (by > 0 ? all[to] : all[to - 1])?.id ?? null
        history.did(`Moved the list “${list.name}”`, data.moveList(list.id, after))
        announce(`Moved the list “${list.name}” to place ${to + 1} of ${all.length}`)
        return true
      },
    }),
    [data, history],
  )
}

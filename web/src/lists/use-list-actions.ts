import { useMemo } from 'react'
import type { List } from '../../../worker/lists/schema.ts'
import { announce } from '../ui/announcer.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'

/** The list with this id, archived or not. */
export function useList(id: string | undefined): List | undefined {
  const { data } = useWorkspace()
  const lists = useAtom(data.lists)
  const archived = useAtom(data.archivedLists)
  return lists.find((list) => list.id === id) ?? archived.find((list) => list.id === id)
}

/** Actions on a list that need no dialog, each with undo. */
export function useListActions() {
  const { data, history } = useWorkspace()
  return useMemo(() => {
    /** Places the list after this one; null means the top. */
    function place(list: List, afterId: string | null) {
      const others = data.lists.get().filter(({ id }) => id !== list.id)
      const to = others.findIndex(({ id }) => id === afterId) + 2
      history.did(`Moved the list “${list.name}”`, data.moveList(list.id, afterId))
      announce(`Moved the list “${list.name}” to position ${to} of ${others.length + 1}`)
    }
    return {
      place,
      archive(list: List) {
        const archived = list.archived_at === null
        const sentence = archived
          ? `Archived the list “${list.name}”`
          : `Unarchived the list “${list.name}”`
        history.did(sentence, data.updateList(list.id, { archived }))
        announce(sentence)
      },
      /** Moves one place up or down, if possible. */
      step(list: List, by: 1 | -1) {
        const all = data.lists.get()
        const at = all.findIndex(({ id }) => id === list.id)
        const to = at + by
        if (at < 0 || to < 0 || to >= all.length) return
        place(list, (by > 0 ? all[to] : all[to - 1])?.id ?? null)
      },
    }
  }, [data, history])
}

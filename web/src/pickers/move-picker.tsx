import { useState } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { MutationResult, View } from '../data/contract.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { combine, useNotify } from '../use-notify.ts'
import { useWorkspace } from '../workspace.ts'
import { ChoiceList } from './choice-list.tsx'
import type { Choice } from './choices.ts'
import type { PickerProps } from './picker-props.ts'
import { useTasks } from './use-selected-tasks.ts'

/** Moves to another list, or to an end of the current one. */
export function MovePicker({ ids, onClose }: PickerProps) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const tasks = useTasks(ids)
  const lists = useAtom(data.lists)
  const [filter, setFilter] = useState('')
  const isSubtask = tasks.some(({ parent_id }) => parent_id !== null)
  const isIn = (list: string | null) =>
    tasks.length > 0 &&
    tasks.every(({ list_id, parent_id }) => parent_id === null && list_id === list)
  const choices: Choice[] = [
    { id: 'inbox', word: 'Inbox', state: isIn(null) },
    ...lists.map(({ id, name }) => ({ id: `list ${id}`, word: name, state: isIn(id) })),
    { id: 'top', word: isSubtask ? 'Top of its parent' : 'Top of its list', alias: 'first' },
    {
      id: 'bottom',
      word: isSubtask ? 'Bottom of its parent' : 'Bottom of its list',
      alias: 'last',
    },
  ]

  function choose({ id, word, state }: Choice) {
    if (!state && tasks.length > 0) {
      const isEnd = id === 'top' || id === 'bottom'
      const list_id = id === 'inbox' ? null : id.slice('list '.length)
      const elsewhere = tasks
        .filter((task) => task.parent_id !== null || task.list_id !== list_id)
        .map((task) => task.id)
      const moved = isEnd ? tasks.map((task) => task.id) : elsewhere
      const done = isEnd ? toEnd(id) : data.move(elsewhere, { list_id, parent_id: null })
      notify(`Moved ${describeTasks(moved)} to ${isEnd ? `the ${id}` : `“${word}”`}`, done)
    }
    onClose()
  }

  /** Each within its own list or parent. */
  function toEnd(end: 'top' | 'bottom'): MutationResult {
    const groups = Map.groupBy(tasks, ({ list_id, parent_id }) => parent_id ?? list_id)
    return combine(
      [...groups.values()].flatMap((group) => {
        const [first] = group
        if (!first) return []
        const moved = group.map(({ id }) => id)
        const rest = data
          .view(viewOf(first))
          .get()
          .filter((id) => !moved.includes(id))
        const after_id = end === 'top' ? null : (rest.at(-1) ?? null)
        const { list_id, parent_id } = first
        return data.move(moved, parent_id ? { parent_id, after_id } : { list_id, after_id })
      }),
    )
  }

  return (
    <Dialog title={tasks.length === 1 ? 'Move' : `Move ${tasks.length} tasks`} onClose={onClose}>
      <ChoiceList
        label="Find a list"
        choices={choices}
        filter={filter}
        onFilter={setFilter}
        onChoose={choose}
        nothing="No matching list."
      />
    </Dialog>
  )
}

function viewOf({ list_id, parent_id }: Task): View {
  if (parent_id) return { kind: 'subtasks', of: parent_id }
  return list_id ? { kind: 'list', id: list_id } : { kind: 'inbox' }
}

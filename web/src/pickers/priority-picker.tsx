import { useState } from 'react'
import { priorities } from '../../../worker/domain/task-fields.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useNotify } from '../use-notify.ts'
import { useWorkspace } from '../workspace.ts'
import { ChoiceList } from './choice-list.tsx'
import type { PickerProps } from './picker-props.ts'
import { useTasks } from './use-selected-tasks.ts'

export function PriorityPicker({ ids, onClose }: PickerProps) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const tasks = useTasks(ids)
  const [filter, setFilter] = useState('')
  const choices = priorities.map((word, priority) => ({
    id: `${priority}`,
    word,
    alias: `${priority}`,
    state: tasks.length > 0 && tasks.every((task) => task.priority === priority),
  }))

  function choose(id: string) {
    const priority = Number(id)
    const others = tasks.filter((task) => task.priority !== priority).map((task) => task.id)
    if (others.length > 0) {
      const word = priorities[priority] ?? id
      notify(`Priority of ${describeTasks(others)}: ${word}`, data.update(others, { priority }))
    }
    onClose()
  }

  return (
    <Dialog title="Priority" onClose={onClose}>
      <ChoiceList
        label="Find a priority"
        choices={choices}
        filter={filter}
        onFilter={setFilter}
        onChoose={({ id }) => choose(id)}
        nothing="No matching priority."
      />
    </Dialog>
  )
}

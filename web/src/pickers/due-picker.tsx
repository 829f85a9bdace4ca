import { useState, useSyncExternalStore } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import * as preferences from '../preferences.ts'
import { Dialog } from '../ui/dialog.tsx'
import { type DueValue, never, onDay, pickDue } from '../ui/due/due-draft.ts'
import { DueForm } from '../ui/due/due-form.tsx'
import { dueWords } from '../ui/due/due-words.ts'
import { combine, useNotify } from '../use-notify.ts'
import { useToday } from '../use-today.ts'
import { useWorkspace } from '../workspace.ts'
import type { PickerProps } from './picker-props.ts'
import { useTasks } from './use-selected-tasks.ts'

export function DuePicker({ ids, onClose }: PickerProps) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const tasks = useTasks(ids)
  const today = useToday()
  const { weekStart } = useSyncExternalStore(preferences.subscribe, preferences.get)
  const timeZone = preferences.timeZone()
  const [start] = useState(() => commonOf(tasks))

  function change(next: (before: DueValue) => DueValue) {
    const done = tasks.map((task) => data.update([task.id], next(pickDue(task))))
    const first = tasks[0]
    const words = first && dueWords(next(pickDue(first)), today, timeZone)
    const whom = describeTasks(tasks.map(({ id }) => id))
    if (first) notify(words ? `Due date of ${whom}: ${words}` : `${whom}: no date`, combine(done))
    onClose()
  }

  return (
    <Dialog
      title={tasks.length === 1 ? 'Due' : `Due date of ${tasks.length} tasks`}
      onClose={onClose}
    >
      {!start && <p className="mb-4 text-soft">They are due at different times now.</p>}
      <DueForm
        value={start ?? never}
        today={today}
        timeZone={timeZone}
        weekStart={weekStart}
        onDay={(day) => change((before) => onDay(before, day, timeZone))}
        onSave={(value) => change(() => value)}
        onCancel={onClose}
      />
    </Dialog>
  )
}

/** The value that all tasks share; null if they differ. */
function commonOf(tasks: readonly Task[]): DueValue | null {
  const values = tasks.map((task) => pickDue(task))
  const [first] = values
  const isCommon = values.every((value) => JSON.stringify(value) === JSON.stringify(first))
  return first && isCommon ? first : null
}

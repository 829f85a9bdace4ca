import { dayIn } from '../../../worker/domain/due.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import * as preferences from '../preferences.ts'
import { Button } from '../ui/button.tsx'
import { dayInWords } from '../ui/due.ts'
import { timeIn } from '../ui/due-mark.tsx'
import { useNotify } from '../use-notify.ts'
import { useToday } from '../use-today.ts'
import { useWorkspace } from '../workspace.ts'

type Props = { task: Task; canEdit: boolean; onClose: () => void }

/** Timestamps, and the delete button. */
export function Footer({ task, canEdit, onClose }: Props) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const today = useToday()
  const timeZone = preferences.timeZone()
  const times = [
    ['Created', task.created_at],
    ['Changed', task.updated_at],
    ['Completed', task.completed_at],
    ['Deleted', task.deleted_at],
  ] as const

  function trash() {
    notify(`Deleted ${describeTasks([task.id])}`, data.trash([task.id]))
    onClose()
  }

  return (
    <footer className="mt-2 flex flex-wrap items-end justify-between gap-4 border-line border-t pt-3">
      <ul className="text-13 text-soft">
        {times.map(
          ([word, at]) =>
            at && (
              <li key={word}>
                {word}{' '}
                <time dateTime={at}>
                  {dayInWords(dayIn(timeZone, new Date(at)), today)}, {timeIn(timeZone, at)}
                </time>
              </li>
            ),
        )}
      </ul>
      {canEdit && (
        <Button look="danger" onClick={trash}>
          Delete
        </Button>
      )}
    </footer>
  )
}

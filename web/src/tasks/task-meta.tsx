import { CalendarDays, CalendarX, TextAlignStart } from 'lucide-react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { dayInWords, dueInWords } from '../ui/due.ts'
import { PriorityMark } from '../ui/priority.tsx'

/** What is known of a task beside its title, each by a shape and a word. */
export function TaskMeta({ task, today }: { task: Task; today: string }) {
  const { notes, priority, due_date } = task
  if (!notes && !priority && !due_date) return null
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-13 text-soft">
      {notes && (
        <span className="inline-flex">
          <TextAlignStart aria-hidden className="size-4" />
          <span className="sr-only">Has notes</span>
        </span>
      )}
      <PriorityMark value={priority} />
      {due_date && <DueMark day={due_date} today={today} isDone={task.completed_at !== null} />}
    </span>
  )
}

function DueMark({ day, today, isDone }: { day: string; today: string; isDone: boolean }) {
  const due = dueInWords(day, today)
  const isLate = due.when === 'overdue' && !isDone
  const Icon = isLate ? CalendarX : CalendarDays
  const colour = isLate ? 'text-alarm' : due.when === 'today' && !isDone ? 'text-accent' : ''
  return (
    <span className={`inline-flex items-center gap-1 ${colour}`}>
      <Icon aria-hidden className="size-4 flex-none" />
      <span>
        {!isLate && <span className="sr-only">Due </span>}
        <time dateTime={day}>{isDone ? dayInWords(day, today) : due.words}</time>
      </span>
    </span>
  )
}

import { dueDay } from '../../../worker/domain/due.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import * as preferences from '../preferences.ts'
import { dayInWords, dueInWords } from './due.ts'
import { Icon } from './icon.tsx'

type Props = {
  task: Pick<Task, 'due_date' | 'due_at' | 'completed_at'>
  /** YYYY-MM-DD in the user's zone. */
  today: string
  /** Days that the page already shows: for these, only the time appears. */
  told?: 'today' | 'every' | 'none'
}

/** The due date as icon, colour and words; nothing without a due date. */
export function DueMark({ task, today, told = 'none' }: Props) {
  const timeZone = preferences.timeZone()
  const day = dueDay(task, timeZone)
  if (!day) return null
  const isTold = told === 'every' || (told === 'today' && day === today)
  if (isTold && !task.due_at) return null
  const isDone = task.completed_at !== null
  const due = dueInWords(day, today)
  const isLate = due.when === 'overdue' && !isDone
  const colour = isLate ? 'text-alarm' : due.when === 'today' && !isDone ? 'text-accent' : ''
  return (
    <span className={`inline-flex items-center gap-1 ${colour}`}>
      <Icon of={isLate ? 'late' : 'calendar'} />
      <span>
        {!isLate && <span className="sr-only">Due </span>}
        <time dateTime={task.due_at ?? day}>
          {isTold ? '' : isDone ? dayInWords(day, today) : due.words}
          {task.due_at && ` ${timeIn(timeZone, task.due_at)}`}
        </time>
      </span>
    </span>
  )
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `09:00`, on the clocks of this zone. */
export function timeIn(timeZone: string, instant: string): string {
  const known = formats.get(timeZone)
  const format =
    known ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  formats.set(timeZone, format)
  return format.format(new Date(instant))
}

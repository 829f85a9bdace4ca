import type { Calendar } from '../../../../worker/domain/task-views.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Rows } from '../store/rows.ts'
import { type Order, orderOf } from '../store/sorted-ids.ts'
import type { BootSnapshot } from './stored.ts'

const mostCharacters = 20_000
const mostTasks = 60

/** The rows that the next start shows before everything is read: the first of Today and of the Inbox. */
export function bootSnapshot(rows: Rows, calendar: Calendar): BootSnapshot {
  const tasks: Task[] = []
  let size = 0
  const lists = [...rows.lists()].slice(0, 50)
  for (const kind of ['today', 'inbox'] as const) {
    for (const task of first(rows.tasks(), orderOf({ kind }, calendar))) {
      size += JSON.stringify(task).length
      if (size > mostCharacters) return { tasks, lists }
      tasks.push(task)
    }
  }
  return { tasks, lists }
}

/** The first tasks of a view, without sorting all of them. */
function first(tasks: Iterable<Task>, { has, compare }: Order): Task[] {
  let found: Task[] = []
  let limit: Task | undefined
  const cut = () => {
    found = found.sort(compare).slice(0, mostTasks)
    limit = found[mostTasks - 1]
  }
  for (const task of tasks) {
    if (!has(task) || (limit && compare(task, limit) > 0)) continue
    found.push(task)
    if (found.length >= 4 * mostTasks) cut()
  }
  cut()
  return found
}

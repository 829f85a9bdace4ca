import type { Calendar } from '../../../../worker/domain/task-views.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { type Order, orderOf } from '../store/sorted-ids.ts'
import type { BootSnapshot } from './stored.ts'

const mostCharacters = 20_000
const mostTasks = 60

/** What is to be on the screen before everything is read: of Today and the Inbox so much as is read at once. */
export function bootSnapshot(world: OptimisticStore, calendar: Calendar): BootSnapshot {
  const tasks: Task[] = []
  let size = 0
  const lists = [...world.lists()].slice(0, 50)
  for (const kind of ['today', 'inbox'] as const) {
    for (const task of first(world.tasks(), orderOf({ kind }, calendar))) {
      size += JSON.stringify(task).length
      if (size > mostCharacters) return { tasks, lists }
      tasks.push(task)
    }
  }
  return { tasks, lists }
}

/** The first ones of a view, without putting all of them in order. */
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

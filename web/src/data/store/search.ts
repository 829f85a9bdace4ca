import { finds, indexOf, queryTerms } from '../../../../worker/domain/search-terms.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'

/** Whether a task has what is asked for, in a label too: unlike the API's `q`, a person has one field for all they seek. */
export function searchFilter(text: string): (task: Task) => boolean {
  const asked = queryTerms(text)
  return (task) => finds(asked, indexOfTask(task))
}

function indexOfTask(task: Task): string {
  let index = indexes.get(task)
  if (index === undefined) {
    index = indexOf([task.title, task.notes, ...task.labels])
    indexes.set(task, index)
  }
  return index
}

/** Rows never change in place. */
const indexes = new WeakMap<Task, string>()

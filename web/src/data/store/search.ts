import { finds, indexOf, queryTerms } from '../../../../worker/domain/search-terms.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Rows } from './rows.ts'

/** Whether a task has what is asked for, in a label too: unlike the API's `q`, a person has one field for everything. */
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

/** Of pauses in which nothing happens, in ms: a slice of indexing is shorter than a frame. */
const [pause, slice] = [1_000, 8]

/**
 * Indexes rows while the page is idle, so that the first key press of a search need not.
 *
 * @returns `schedule`, to be called when rows have changed, and `stop`
 */
export function indexWhenIdle(rows: Pick<Rows, 'tasks'>) {
  /** Only the last run goes on. */
  let run = 0

  function indexSome(left: Iterator<Task>, own: number) {
    const end = performance.now() + slice
    while (own === run && performance.now() < end) {
      const { done, value } = left.next()
      if (done) return
      indexOfTask(value)
    }
    if (own === run) setTimeout(() => whenIdle(() => indexSome(left, own)))
  }

  return {
    schedule() {
      run += 1
      const own = run
      setTimeout(() => {
        if (own === run) whenIdle(() => indexSome(rows.tasks(), own))
      }, pause)
    },
    stop() {
      run += 1
    },
  }
}

const whenIdle = (act: () => void): unknown => (globalThis.requestIdleCallback ?? setTimeout)(act)

/** Whether a search would have to index this row first. */
export const isIndexed = (task: Task): boolean => indexes.has(task)

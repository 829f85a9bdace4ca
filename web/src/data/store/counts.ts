// Counts of tasks, updated incrementally: the cost depends on the changed rows, not on how many tasks there are.

import { dueDay, isOverdue } from '../../../../worker/domain/due.ts'
import type { Calendar } from '../../../../worker/domain/task-views.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { atom } from '../../state/atom.ts'
import type { Counts } from '../contract.ts'

type LabelCount = { name: string; open: number }

export function createCounts(calendar: () => Calendar) {
  const counts = atom<Counts>({ inbox: 0, today: 0, overdue: 0, lists: new Map() })
  const labels = atom<readonly LabelCount[]>([])
  /** Tasks as they were counted. Rows never change in place. */
  const counted = new Map<string, Task>()
  let sums = { inbox: 0, today: 0, overdue: 0 }
  const inLists = new Map<string, number>()
  const named = new Map<string, { all: number; open: number }>()
  let isOther = { counts: false, labels: false }

  function add(task: Task, by: 1 | -1) {
    if (task.deleted_at) return
    for (const label of task.labels) {
      const { all, open } = named.get(label) ?? { all: 0, open: 0 }
      const left = all + by
      if (left > 0) named.set(label, { all: left, open: open + (task.completed_at ? 0 : by) })
      else named.delete(label)
      isOther.labels = true
    }
    if (task.completed_at) return
    const { timezone, today } = calendar()
    const day = dueDay(task, timezone)
    if (day !== null && day <= today) sums.today += by
    if (isOverdue(day, today)) sums.overdue += by
    isOther.counts = true
    if (task.parent_id) return
    if (task.list_id) inLists.set(task.list_id, (inLists.get(task.list_id) ?? 0) + by)
    else sums.inbox += by
  }

  function replace(id: string, task: Task | undefined) {
    const before = counted.get(id)
    if (before === task) return
    if (before) add(before, -1)
    if (task) {
      add(task, 1)
      counted.set(id, task)
    } else counted.delete(id)
  }

  function publish() {
    if (isOther.counts) counts.set({ ...sums, lists: new Map(inLists) })
    if (isOther.labels) publishLabels()
    isOther = { counts: false, labels: false }
  }

  function publishLabels() {
    const known = labels.get()
    const isSame =
      known.length === named.size && known.every((one) => named.get(one.name)?.open === one.open)
    if (isSame) return
    const all = [...named].map(([name, { open }]) => ({ name, open }))
    labels.set(all.sort((one, other) => one.name.localeCompare(other.name)))
  }

  return {
    counts,
    labels,
    changed(ids: Iterable<string>, task: (id: string) => Task | undefined) {
      for (const id of ids) replace(id, task(id))
      publish()
    },
    /** Counts all tasks again, e.g. on a new day. */
    recount(tasks: Iterable<Task>) {
      counted.clear()
      inLists.clear()
      named.clear()
      sums = { inbox: 0, today: 0, overdue: 0 }
      for (const task of tasks) replace(task.id, task)
      isOther = { counts: true, labels: true }
      publish()
    },
  }
}

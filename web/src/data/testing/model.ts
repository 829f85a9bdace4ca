// The model: what was done, by whom, as they saw it. What the server says at the end is measured by it.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Data } from '../contract.ts'

type Seen = Record<string, unknown>
const dayLength = 86_400_000

export function newMemory() {
  /** Tasks and lists that were made, and those whose end somebody asked for. */
  const made = { tasks: new Set<string>(), lists: new Set<string>() }
  const ended = new Set<string>()
  /** Whoever ends a task ends what lies below it, also what they have not heard of. */
  const above = new Map<string, Set<string>>()
  /** By id and field, what each device said of it last. */
  const said = new Map<string, Map<string, string>>()
  /** Of tasks that repeat: by how many days at most, how often they were completed, and the last day that was set. */
  const steps = new Map<string, number>()
  const completions = new Map<string, number>()
  const latest = new Map<string, number>()

  function say(device: string, id: string, seen: Seen, before: Seen | undefined) {
    for (const [field, value] of Object.entries(seen)) {
      const spelled = JSON.stringify(value)
      if (before && JSON.stringify(before[field]) === spelled) continue
      const key = `${id} ${field}`
      said.set(key, (said.get(key) ?? new Map()).set(device, spelled))
    }
  }

  function look(data: Data) {
    const seen = new Map<string, Seen>()
    for (const id of made.tasks) {
      const task = data.row(id).get()?.task
      if (!task) continue
      seen.set(id, seenOf(task))
      if (task.recurrence)
        steps.set(id, Math.max(steps.get(id) ?? 1, task.recurrence.includes('WEEKLY') ? 7 : 1))
      if (task.parent_id) above.set(id, (above.get(id) ?? new Set()).add(task.parent_id))
    }
    for (const list of [...data.lists.get(), ...data.archivedLists.get()])
      seen.set(list.id, seenOfList(list))
    return seen
  }

  function dueOf(id: string, data: Data) {
    const { due_date, completed_at } = data.row(id).get()?.task ?? {}
    return { day: due_date ? dayOf(due_date) : 0, isDone: Boolean(completed_at) }
  }

  /**
   * Somebody does something at this device: what looks otherwise right after it is what they said.
   *
   * @param isSet whether it sets days, where anything else that changes them completes
   */
  function during<T>(device: string, data: Data, act: () => T, isSet = false): T {
    const before = look(data)
    const due = new Map([...before.keys()].map((id) => [id, dueOf(id, data)]))
    const result = act()
    const after = look(data)
    for (const [id, seen] of after) {
      say(device, id, seen, before.get(id))
      const [was, is] = [due.get(id), dueOf(id, data)]
      if (isSet) latest.set(id, Math.max(latest.get(id) ?? 0, is.day))
      else if (was && (is.day > was.day || (is.isDone && !was.isDone)))
        completions.set(id, (completions.get(id) ?? 0) + 1)
    }
    for (const id of before.keys()) if (!after.has(id)) ended.add(id)
    return result
  }

  const isEnded = (id: string, below = new Set<string>()): boolean =>
    ended.has(id) ||
    [...(above.get(id) ?? [])].some(
      (parent) => !below.has(parent) && isEnded(parent, new Set([...below, id])),
    )

  /** What the server says that nobody did, and what somebody did that it does not say. */
  function wrongs(tasks: ReadonlyMap<string, Task>, lists: ReadonlyMap<string, List>): string[] {
    const wrong: string[] = []
    for (const id of made.tasks)
      if (!tasks.has(id) && !isEnded(id)) wrong.push(`the task ${id} is lost`)
    for (const id of made.lists)
      if (!lists.has(id) && !ended.has(id)) wrong.push(`the list ${id} is lost`)
    for (const id of tasks.keys()) if (!made.tasks.has(id)) wrong.push(`nobody made the task ${id}`)
    for (const id of lists.keys()) if (!made.lists.has(id)) wrong.push(`nobody made the list ${id}`)
    const rows = [
      ...[...tasks.values()].map((task) => [task.id, seenOf(task)] as const),
      ...[...lists.values()].map((list) => [list.id, seenOfList(list)] as const),
    ]
    for (const [id, seen] of rows)
      for (const [field, value] of Object.entries(seen)) {
        if (field === 'due_date' && steps.has(id)) continue
        const known = [...(said.get(`${id} ${field}`)?.values() ?? [])]
        if (!known.includes(JSON.stringify(value)))
          wrong.push(`${id} ${field} is ${JSON.stringify(value)}, and last said was ${known}`)
      }
    // Completed once, a repeat goes on once.
    for (const [id, days] of steps) {
      const day = tasks.get(id)?.due_date
      const from = Math.max(latest.get(id) ?? 0, Math.floor(Date.now() / dayLength))
      if (day && dayOf(day) > from + days * (completions.get(id) ?? 0))
        wrong.push(`${id} has gone on more often than it was completed`)
    }
    return wrong
  }

  return {
    made,
    during,
    wrongs,
    /** All that is shown of it, as if it were typed in anew. */
    repeat: (device: string, task: Task) => say(device, task.id, seenOf(task), undefined),
  }
}
export type Memory = ReturnType<typeof newMemory>

/** Fields that nothing changes but what a person does to this very task. */
const seenOf = ({ title, notes, priority, labels, due_date }: Task): Seen => ({
  title,
  notes,
  priority,
  labels: labels.toSorted(),
  due_date,
})
const seenOfList = ({ name, color, archived_at }: List): Seen => ({
  name,
  color,
  isArchived: archived_at !== null,
})

const dayOf = (day: unknown) => Date.parse(String(day)) / dayLength

// The sorted ids of a view, kept in order as tasks change.
import {
  type Calendar,
  type Order as ViewOrder,
  viewOrder,
} from '../../../../worker/domain/task-views.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { View } from '../contract.ts'

export type Order = ViewOrder<Task>

/** Gives the predicate of a search (`store/search.ts`). */
export type SearchFilter = (text: string) => (task: Task) => boolean

/** @param searchFilter finds nothing where it is absent */
export function orderOf(view: View, calendar: Calendar, searchFilter?: SearchFilter): Order {
  if (view.kind !== 'search') return viewOrder(view, calendar)
  const isFound = searchFilter?.(view.text) ?? (() => false)
  return {
    has: (task) => !task.deleted_at && isFound(task),
    compare: openFirst,
  }
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
const openFirst = (one: Task, other: Task) =>
  Number(one.completed_at !== null) - Number(other.completed_at !== null) ||
  compare(other.updated_at, one.updated_at) ||
  compare(one.id, other.id)

/** Moves the ids of changed rows to where they belong now. */
export function reordered(
  ids: readonly string[],
  changed: ReadonlySet<string>,
  { has, compare }: Order,
  task: (id: string) => Task | undefined,
): readonly string[] {
  const [only] = changed
  if (changed.size === 1 && only !== undefined) return moved(ids, only, { has, compare }, task)
  const rest = ids.filter((id) => !changed.has(id))
  const incoming = [...changed].flatMap((id) => task(id) ?? []).filter(has)
  if (incoming.length === 0 && rest.length === ids.length) return ids
  const next: string[] = []
  let from = 0
  for (const row of incoming.sort(compare)) {
    const to = placeOf(rest, row, compare, task, from)
    for (; from < to; from += 1) next.push(rest[from] ?? '')
    next.push(row.id)
  }
  for (; from < rest.length; from += 1) next.push(rest[from] ?? '')
  return next.length === ids.length && next.every((id, at) => id === ids[at]) ? ids : next
}

/** Moves one id, without a look at the others where nothing moves. */
function moved(
  ids: readonly string[],
  id: string,
  { has, compare }: Order,
  task: (id: string) => Task | undefined,
): readonly string[] {
  const at = ids.indexOf(id)
  const row = task(id)
  const belongs = row && has(row)
  if (at < 0 && !belongs) return ids
  const rest = at < 0 ? [...ids] : ids.toSpliced(at, 1)
  if (!belongs) return rest
  const to = placeOf(rest, row, compare, task)
  if (to === at) return ids
  rest.splice(to, 0, id)
  return rest
}

function placeOf(
  ids: readonly string[],
  row: Task,
  compare: Order['compare'],
  task: (id: string) => Task | undefined,
  from = 0,
): number {
  let [low, high] = [from, ids.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = task(ids[middle] ?? '')
    if (other && compare(other, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Sorts all tasks of a view. */
export function sortedIds(tasks: Iterable<Task>, { has, compare }: Order): readonly string[] {
  return [...tasks]
    .filter(has)
    .sort(compare)
    .map(({ id }) => id)
}

// Which tasks a view shows, and in which order.
import type { Task } from '../../../worker/tasks/schema.ts'
import type { View } from './contract.ts'

/** The first moment that matters to views: days in the person's own zone. */
export interface Calendar {
  timezone: string
  /** YYYY-MM-DD */
  today: string
}

/** The day on which it is due where the person is; null where it never is. */
export function dueDay(task: Pick<Task, 'due_date' | 'due_at'>, timezone: string): string | null {
  if (task.due_at === null) return task.due_date
  const known = days.get(task)
  if (known?.timezone === timezone) return known.day
  const day = dayIn(timezone, new Date(task.due_at))
  days.set(task, { timezone, day })
  return day
}

/** Telling a day in a zone takes a microsecond or two, and views ask for those of all tasks: rows never change in place. */
const days = new WeakMap<object, { timezone: string; day: string }>()

const formats = new Map<string, Intl.DateTimeFormat>()

/** YYYY-MM-DD in this zone. */
export function dayIn(timezone: string, at: Date): string {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' })
    formats.set(timezone, format)
  }
  return format.format(at)
}

export interface Order {
  has: (task: Task) => boolean
  compare: (one: Task, other: Task) => number
}

export function orderOf(view: View, { timezone, today }: Calendar): Order {
  const isOpen = (task: Task) => !task.deleted_at && !task.completed_at
  const day = (task: Task) => dueDay(task, timezone)
  switch (view.kind) {
    case 'inbox':
      return {
        has: (task) => isOpen(task) && task.list_id === null && task.parent_id === null,
        compare: byRank,
      }
    case 'today':
      return { has: (task) => isOpen(task) && (day(task) ?? '~') <= today, compare: byDue }
    case 'upcoming':
      return {
        has: (task) => isOpen(task) && (day(task) ?? '') > today,
        compare: byDue,
      }
    case 'completed':
      return {
        has: ({ deleted_at, completed_at }) => !deleted_at && completed_at !== null,
        compare: latest('completed_at'),
      }
    case 'trash':
      return { has: ({ deleted_at }) => deleted_at !== null, compare: latest('deleted_at') }
    case 'list': {
      const isDone = view.done === true
      return {
        has: (task) =>
          task.list_id === view.id &&
          !task.deleted_at &&
          task.parent_id === null &&
          (task.completed_at !== null) === isDone,
        compare: isDone ? latest('completed_at') : byRank,
      }
    }
    case 'label':
      return { has: (task) => isOpen(task) && task.labels.includes(view.name), compare: byDue }
    case 'subtasks':
      return { has: (task) => !task.deleted_at && task.parent_id === view.of, compare: byRank }
    case 'search': {
      const isFound = searchOf(view.text)
      return {
        has: (task) => !task.deleted_at && isFound(task),
        compare: openFirst,
      }
    }
  }
}

/** A search finds nothing before it is known how: a part of the app that is not needed to show some rows. */
let searchOf: (text: string) => Order['has'] = () => () => false
export function learnSearch(how: typeof searchOf): void {
  searchOf = how
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
const byId = (one: Task, other: Task) => compare(one.id, other.id)
const byRank = (one: Task, other: Task) => compare(one.rank, other.rank) || byId(one, other)

/** Days first, then the instants of the day, the most important first, then by hand. */
const byDue = (one: Task, other: Task) =>
  compare(dueKey(one), dueKey(other)) || other.priority - one.priority || byRank(one, other)
function dueKey(task: Task): string {
  const { due_date, due_at, due_timezone } = task
  if (due_at === null) return due_date ?? '~'
  let key = dueKeys.get(task)
  if (!key) {
    key = `${dayIn(due_timezone ?? 'UTC', new Date(due_at))}T${due_at}`
    dueKeys.set(task, key)
  }
  return key
}
const dueKeys = new WeakMap<Task, string>()

const latest = (field: 'completed_at' | 'deleted_at') => (one: Task, other: Task) =>
  compare(other[field] ?? '', one[field] ?? '') || byId(other, one)
const openFirst = (one: Task, other: Task) =>
  Number(one.completed_at !== null) - Number(other.completed_at !== null) ||
  compare(other.updated_at, one.updated_at) ||
  byId(one, other)

/** The ids with these rows taken out and put where they belong now. */
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

/** One of thousands: without a look at the others where nothing moves. */
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

/** All of them anew. */
export function ordered(tasks: Iterable<Task>, { has, compare }: Order): readonly string[] {
  return [...tasks]
    .filter(has)
    .sort(compare)
    .map(({ id }) => id)
}

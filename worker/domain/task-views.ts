// Defines which tasks a view shows and in which order: in the app and, through worker/tasks/page.ts, in the API.
// worker/tasks/query/port.pg.test.ts compares them.
import { dayIn, dueDay } from './due.ts'

/** The fields that views use. */
export interface ViewedTask {
  id: string
  list_id: string | null
  parent_id: string | null
  due_date: string | null
  due_at: string | null
  due_timezone: string | null
  priority: number
  labels: readonly string[]
  rank: string
  completed_at: string | null
  deleted_at: string | null
}

export type TaskView =
  | { kind: 'inbox' | 'today' | 'upcoming' | 'completed' | 'trash' }
  | { kind: 'list'; id: string; done?: boolean }
  | { kind: 'label'; name: string }
  | { kind: 'subtasks'; of: string }

/** The current day, in the user's zone. */
export interface Calendar {
  timezone: string
  /** YYYY-MM-DD */
  today: string
}

export interface Order<T> {
  has: (task: T) => boolean
  compare: (one: T, other: T) => number
}

export function viewOrder(view: TaskView, { timezone, today }: Calendar): Order<ViewedTask> {
  const isOpen = (task: ViewedTask) => !task.deleted_at && !task.completed_at
  const day = (task: ViewedTask) => dueDay(task, timezone)
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
  }
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
const byId = (one: ViewedTask, other: ViewedTask) => compare(one.id, other.id)
const byRank = (one: ViewedTask, other: ViewedTask) =>
  compare(one.rank, other.rank) || byId(one, other)

/** By day, then by time of day, then by priority, then by manual order. */
const byDue = (one: ViewedTask, other: ViewedTask) =>
  compare(dueKey(one), dueKey(other)) || other.priority - one.priority || byRank(one, other)
function dueKey(task: ViewedTask): string {
  const { due_date, due_at, due_timezone } = task
  if (due_at === null) return due_date ?? '~'
  let key = dueKeys.get(task)
  if (!key) {
    key = `${dayIn(due_timezone ?? 'UTC', new Date(due_at))}T${due_at}`
    dueKeys.set(task, key)
  }
  return key
}
const dueKeys = new WeakMap<ViewedTask, string>()

const latest = (field: 'completed_at' | 'deleted_at') => (one: ViewedTask, other: ViewedTask) =>
  compare(other[field] ?? '', one[field] ?? '') || byId(other, one)

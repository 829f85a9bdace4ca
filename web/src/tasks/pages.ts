// Describes each view: its texts, its defaults for new tasks, and its groups.
import type { Place, TaskFields, View } from '../data/contract.ts'

export interface ViewPage {
  view: View
  title: string
  /** Shown if there are no tasks. */
  empty: { title: string; hint: string }
  /** How tasks are added here; null if none can be. */
  adding: { defaults: (today: string) => Partial<TaskFields>; place?: Place } | null
  groups: 'none' | 'today' | 'days'
  /** In manual order, not by date. */
  isOrdered: boolean
}

const nothingToDo = 'Nothing to do.'

export const today: ViewPage = {
  view: { kind: 'today' },
  title: 'Today',
  empty: { title: nothingToDo, hint: 'Tasks due today and overdue tasks show up here.' },
  adding: { defaults: (day) => ({ due_date: day }) },
  groups: 'today',
  isOrdered: false,
}

export const inbox: ViewPage = {
  view: { kind: 'inbox' },
  title: 'Inbox',
  empty: { title: nothingToDo, hint: 'Tasks without a list live here.' },
  adding: { defaults: () => ({}) },
  groups: 'none',
  isOrdered: true,
}

export const upcoming: ViewPage = {
  view: { kind: 'upcoming' },
  title: 'Upcoming',
  empty: {
    title: 'Nothing coming up.',
    hint: 'Tasks with a future date show up here, day by day.',
  },
  adding: { defaults: () => ({}) },
  groups: 'days',
  isOrdered: false,
}

export const completed: ViewPage = {
  view: { kind: 'completed' },
  title: 'Completed',
  empty: { title: 'Nothing completed yet.', hint: 'Completed tasks show up here, newest first.' },
  adding: null,
  groups: 'none',
  isOrdered: false,
}

export const trash: ViewPage = {
  view: { kind: 'trash' },
  title: 'Trash',
  empty: {
    title: 'The trash is empty.',
    hint: 'Deleted tasks stay here until you restore them or delete them for good.',
  },
  adding: null,
  groups: 'none',
  isOrdered: false,
}

export const ofList = (id: string, title: string): ViewPage => ({
  view: { kind: 'list', id },
  title,
  empty: { title: nothingToDo, hint: `Tasks you add here go into “${title}”.` },
  adding: { defaults: () => ({}), place: { list_id: id } },
  groups: 'none',
  isOrdered: true,
})

export const doneIn = (id: string): ViewPage => ({
  ...completed,
  view: { kind: 'list', id, done: true },
  title: 'Completed tasks',
})

export const ofLabel = (name: string): ViewPage => ({
  view: { kind: 'label', name },
  title: `#${name}`,
  empty: { title: nothingToDo, hint: `No open tasks with #${name}.` },
  adding: { defaults: () => ({ labels: [name] }) },
  groups: 'none',
  isOrdered: false,
})

export const found = (text: string): ViewPage => ({
  view: { kind: 'search', text },
  title: 'Search',
  empty: { title: 'No matches.', hint: 'Try fewer or shorter words.' },
  adding: null,
  groups: 'none',
  isOrdered: false,
})

// What each view is: its words, where a new task goes, and how its rows are grouped.
import type { Place, TaskFields, View } from '../data/contract.ts'

export interface Page {
  view: View
  title: string
  /** Said where there is nothing. */
  empty: { title: string; hint: string }
  /** How a task is added here; null where none can be. */
  adding: { defaults: (today: string) => Partial<TaskFields>; place?: Place } | null
  groups: 'none' | 'today' | 'days'
  /** By hand, and not by date. */
  isOrdered: boolean
}

const nothingToDo = 'Nothing to do.'

export const today: Page = {
  view: { kind: 'today' },
  title: 'Today',
  empty: { title: nothingToDo, hint: 'What is due today, or was due before, stands here.' },
  adding: { defaults: (day) => ({ due_date: day }) },
  groups: 'today',
  isOrdered: false,
}

export const inbox: Page = {
  view: { kind: 'inbox' },
  title: 'Inbox',
  empty: { title: nothingToDo, hint: 'What is in no list yet stands here.' },
  adding: { defaults: () => ({}) },
  groups: 'none',
  isOrdered: true,
}

export const upcoming: Page = {
  view: { kind: 'upcoming' },
  title: 'Upcoming',
  empty: { title: 'Nothing ahead.', hint: 'What is due after today stands here, day by day.' },
  adding: { defaults: () => ({}) },
  groups: 'days',
  isOrdered: false,
}

export const completed: Page = {
  view: { kind: 'completed' },
  title: 'Completed',
  empty: { title: 'Nothing done yet.', hint: 'What you complete stands here, the latest first.' },
  adding: null,
  groups: 'none',
  isOrdered: false,
}

export const trash: Page = {
  view: { kind: 'trash' },
  title: 'Trash',
  empty: { title: 'The trash is empty.', hint: 'What you delete waits here before it goes.' },
  adding: null,
  groups: 'none',
  isOrdered: false,
}

export const ofList = (id: string, title: string): Page => ({
  view: { kind: 'list', id },
  title,
  empty: { title: nothingToDo, hint: `What you add here goes into “${title}”.` },
  adding: { defaults: () => ({}), place: { list_id: id } },
  groups: 'none',
  isOrdered: true,
})

export const doneIn = (id: string): Page => ({
  ...completed,
  view: { kind: 'list', id, done: true },
  title: 'Completed tasks',
})

export const ofLabel = (name: string): Page => ({
  view: { kind: 'label', name },
  title: `#${name}`,
  empty: { title: nothingToDo, hint: `Nothing open carries the label “${name}”.` },
  adding: { defaults: () => ({ labels: [name] }) },
  groups: 'none',
  isOrdered: false,
})

export const found = (text: string): Page => ({
  view: { kind: 'search', text },
  title: 'Search',
  empty: { title: 'Nothing found.', hint: 'Every word asked for must begin a word of the task.' },
  adding: null,
  groups: 'none',
  isOrdered: false,
})

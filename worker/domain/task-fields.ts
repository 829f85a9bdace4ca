// The fields of a task that clients write: their names, defaults and limits. It does without zod, because the app's first
// screen needs it. Types and tests compare all other places that name a field with this file; CONTRIBUTING.md lists them.

export interface TaskFields {
  title: string
  /** Markdown source. */
  notes: string
  /** Null is the Inbox. */
  list_id: string | null
  parent_id: string | null
  /** A place in `priorities`. */
  priority: number
  /** YYYY-MM-DD; never together with `due_at`. */
  due_date: string | null
  /** An instant in UTC; together with `due_timezone`. */
  due_at: string | null
  due_timezone: string | null
  /** A set. */
  labels: string[]
  /** A canonical rule (recurrence/rule.ts). */
  recurrence: string | null
  /** The day that the next occurrence counts from. */
  recurrence_from: 'due' | 'completed'
}

/** The default of every field but the title, which every task must have. */
export const taskDefaults: Omit<TaskFields, 'title'> = {
  notes: '',
  list_id: null,
  parent_id: null,
  priority: 0,
  due_date: null,
  due_at: null,
  due_timezone: null,
  labels: [],
  recurrence: null,
  recurrence_from: 'due',
}

/** The names, in the order of the API's responses. */
export const taskFieldNames = ['title', ...Object.keys(taskDefaults)] as (keyof TaskFields)[]

/** Names of the priorities, the highest last. */
export const priorities = ['None', 'Low', 'Medium', 'High', 'Urgent'] as const

/** Upper limits. Lengths are counted in code points. */
export const limits = {
  titleLength: 500,
  notesLength: 20_000,
  /** Labels of one task. */
  labels: 20,
  labelLength: 50,
  /** Names of lists, tokens and people. */
  nameLength: 100,
  priority: priorities.length - 1,
  ruleLength: 200,
  /** INTERVAL and COUNT of a rule. */
  repeats: 999,
  /** A line for quick add. */
  lineLength: 1_000,
}

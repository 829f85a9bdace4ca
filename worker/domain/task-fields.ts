// The fields of a task that a client writes: their names, what each is without a value, and how much it holds. Free of zod,
// for the first screen of the app. Types and tests compare everything else that names a field with this file:
// CONTRIBUTING.md says where a new one goes.

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
  /** The day that a repeat counts from. */
  recurrence_from: 'due' | 'completed'
}

/** Every field but the title, which no task can be without. */
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

/** In the order of the API's answers. */
export const taskFieldNames = ['title', ...Object.keys(taskDefaults)] as (keyof TaskFields)[]

/** The highest is the last. */
export const priorities = ['None', 'Low', 'Medium', 'High', 'Urgent'] as const

/** The most that there may be. Lengths are counted in code points. */
export const limits = {
  titleLength: 500,
  notesLength: 20_000,
  /** Of one task. */
  labels: 20,
  labelLength: 50,
  /** Of a list, a token or a person. */
  nameLength: 100,
  priority: priorities.length - 1,
  ruleLength: 200,
  /** Of a rule's INTERVAL and COUNT. */
  repeats: 999,
  /** Of a line for quick add. */
  lineLength: 1_000,
}

// The parts of Todoist's API responses that Duly reads: REST v2, the unified v1, Sync v8 and v9. Field names differ
// between them; each is accepted under every name it has had.
import * as z from 'zod'
import { few } from './schema.ts'

const id = z.union([z.string(), z.number()]).transform(String)
const text = z.string().nullish()
const yes = z
  .union([z.boolean(), z.number()])
  .nullish()
  .transform((value) => Boolean(value))

/** An array, or (completed tasks of Sync) an object of them by id. */
const many = z
  .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform(Object.values)])
  .nullish()
  .transform((all): unknown[] => all ?? [])

const emptyProject = { projects: [], sections: [], labels: [], comments: [] }

const answers = ['results', 'items', 'tasks', 'projects']

/** One response, or several merged by hand. A bare array contains tasks, and so does `results`. */
export const TodoistFile = z.union([
  z.array(z.unknown()).transform((tasks) => ({ ...emptyProject, tasks })),
  z
    .looseObject({})
    .refine((answer) => answers.some((name) => name in answer))
    .pipe(
      z.looseObject({
        results: many,
        items: many,
        tasks: many,
        projects: many,
        sections: many,
        labels: many,
        notes: many,
        comments: many,
      }),
    )
    .transform(({ results, items, tasks, projects, sections, labels, notes, comments }) => ({
      tasks: [...results, ...items, ...tasks],
      projects,
      sections,
      labels,
      comments: [...notes, ...comments],
    })),
])

export const TodoistProject = z.looseObject({
  id,
  name: z.string(),
  is_inbox_project: yes,
  inbox_project: yes,
  is_deleted: yes,
})

/** A section, or a label of Sync v8, whose tasks name labels by number. */
export const TodoistNamed = z.looseObject({ id, name: z.string() })

export const TodoistComment = z.looseObject({
  item_id: id.nullish(),
  task_id: id.nullish(),
  content: text,
  is_deleted: yes,
  file_attachment: z.looseObject({ file_url: text }).nullish().catch(null),
  attachment: z.looseObject({ file_url: text }).nullish().catch(null),
})

export const TodoistTask = z.looseObject({
  id: id.nullish(),
  /** For completed tasks, where `id` is that of the completion or absent. */
  task_id: id.nullish(),
  content: z.string(),
  description: text,
  project_id: id.nullish(),
  section_id: id.nullish(),
  parent_id: id.nullish(),
  labels: few(id).nullish(),
  /** 4 is the highest here, shown as p1. */
  priority: z.number().nullish(),
  due: z
    .looseObject({
      date: text,
      /** REST v2: the instant, beside the date in `date`. */
      datetime: text,
      string: text,
      lang: text,
      timezone: text,
      is_recurring: yes,
    })
    .nullish(),
  deadline: z.looseObject({ date: text }).nullish(),
  duration: z.looseObject({ amount: z.number(), unit: z.string() }).nullish().catch(null),
  checked: yes,
  is_completed: yes,
  is_deleted: yes,
  completed_at: text,
  date_completed: text,
  added_at: text,
  created_at: text,
  date_added: text,
  updated_at: text,
  child_order: z.number().nullish(),
  order: z.number().nullish(),
})
export type TodoistTask = z.infer<typeof TodoistTask>

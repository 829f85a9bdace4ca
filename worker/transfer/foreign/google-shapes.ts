// Tasks.json of Google Takeout, as far as Duly reads it, in its older shape (that of the Tasks API) and its newer one.
import * as z from 'zod'

const text = z.string().nullish().catch(null)
const yes = z
  .union([z.boolean(), z.string()])
  .nullish()
  .catch(null)
  .transform((value) => value === true || value === 'true')
const many = z
  .array(z.unknown())
  .nullish()
  .catch(null)
  .transform((all): unknown[] => all ?? [])

/** Lists, each with its tasks; or one list alone. */
export const GoogleFile = z
  .looseObject({ kind: text, items: many, tasks: many })
  .refine(({ items, tasks }) => items.length > 0 || tasks.length > 0)

export const GoogleList = z.looseObject({
  kind: text,
  title: text,
  items: many,
  tasks: many,
  recurrences: many,
})

export const GoogleTask = z.looseObject({
  kind: text,
  id: z.string(),
  title: text,
  notes: text,
  status: text,
  parent: text,
  due: text,
  completed: text,
  created: text,
  updated: text,
  position: text,
  deleted: yes,
  /** A list of times, of which one is the current; some versions write it as the text of such a list in Python. */
  scheduled_time: z.unknown().optional(),
  task_recurrence_id: text,
  links: z
    .array(z.looseObject({ description: text, link: text }))
    .nullish()
    .catch(null),
})
export type GoogleTask = z.infer<typeof GoogleTask>

export const GoogleRecurrence = z.looseObject({
  id: z.string(),
  stopped: yes,
  schedule: z
    .looseObject({
      interval: z.looseObject({ interval_multiplier: z.int().min(1).nullish() }),
      end_condition: z.looseObject({ date_boundary: text }).nullish(),
    })
    .nullish()
    .catch(null),
})
export type GoogleRecurrence = z.infer<typeof GoogleRecurrence>

// The parts of Tasks.json (Google Takeout) that Duly reads, in its older form (as in the Tasks API) and its newer one.
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

/** Lists with their tasks, or a single list. */
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
  /** A list of times, one of them current; some versions write it as text in Python syntax. */
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

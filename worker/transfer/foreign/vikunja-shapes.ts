// The parts of data.json (Vikunja) that Duly reads; names differ between its versions.
import * as z from 'zod'
import { few } from '../schema.ts'

const id = z.union([z.number(), z.string()]).transform(String)
const text = z.string().nullish().catch(null)
const yes = z.boolean().nullish().catch(null)
const many = z
  .array(z.unknown())
  .nullish()
  .catch(null)
  .transform((all): unknown[] => all ?? [])

/** Before version 0.21, lists are in namespaces. */
export const VikunjaProject = z.looseObject({
  id,
  title: z.string(),
  parent_project_id: id.nullish().catch(null),
  is_archived: yes,
  updated: text,
  tasks: many,
  child_projects: many,
  lists: many,
})
export type VikunjaProject = z.infer<typeof VikunjaProject>

const person = z.looseObject({ name: text, username: text })
const related = z.looseObject({ id, title: text })

export const VikunjaTask = z.looseObject({
  id,
  title: z.string(),
  description: text,
  done: yes,
  done_at: text,
  due_date: text,
  start_date: text,
  end_date: text,
  created: text,
  updated: text,
  priority: z.int().nullish().catch(null),
  percent_done: z.number().nullish().catch(null),
  position: z.number().nullish().catch(null),
  repeat_after: z.number().nullish().catch(null),
  /** 0 from the due date, 1 monthly, 2 from completion. */
  repeat_mode: z.number().nullish().catch(null),
  /** Later versions have an RFC 5545 rule. */
  repeats: text,
  repeats_from_current_date: yes,
  labels: few(z.looseObject({ title: text }))
    .nullish()
    .catch(null),
  assignees: few(person).nullish().catch(null),
  reminders: few(z.looseObject({ reminder: text }))
    .nullish()
    .catch(null),
  attachments: few(z.looseObject({ file: z.looseObject({ name: text }).nullish().catch(null) }))
    .nullish()
    .catch(null),
  comments: few(z.looseObject({ comment: text }))
    .nullish()
    .catch(null),
  related_tasks: z.record(z.string(), few(related).nullish()).nullish().catch(null),
})
export type VikunjaTask = z.infer<typeof VikunjaTask>

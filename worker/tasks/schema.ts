// The shape of a task, for request validation, the OpenAPI component, client types and forms.
import * as z from 'zod'
import { Rank, Seq, UtcInstant, Version } from '../domain/fields.ts'
import { type Due, settleRecurrence } from '../domain/recurrence/rule.ts'
import { forPatch, TaskId, taskShapes, withDefaults } from '../domain/task-shapes.ts'

export const Task = z
  .strictObject({
    id: TaskId,
    ...taskShapes,
    due_at: UtcInstant.nullable().meta({ example: null }),
    due_timezone: z.string().nullable().meta({ example: null }),
    recurrence: z.string().nullable().meta({ example: null }),
    rank: Rank,
    completed_at: UtcInstant.nullable().meta({ example: null }),
    deleted_at: UtcInstant.nullable().meta({
      description: 'When it went to the trash.',
      example: null,
    }),
    version: Version,
    seq: Seq,
    created_at: UtcInstant,
    updated_at: UtcInstant,
  })
  .meta({ id: 'Task' })
export type Task = z.infer<typeof Task>

/** The minimal form of a written task (`Prefer: return=minimal`). */
export const WrittenTask = z.strictObject({ id: TaskId, version: Version, seq: Seq })
export type WrittenTask = z.infer<typeof WrittenTask>

interface Repeat extends Due {
  recurrence?: string | null | undefined
}

/** Checks the fields of a complete task against each other. For a patch, the database does (store.ts). */
function checkDue(task: Repeat, context: z.RefinementCtx<Repeat>): void {
  const wrong = (path: keyof Repeat, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message, input: task[path] })
  if (task.due_date && task.due_at) wrong('due_at', 'must not be together with due_date')
  if (task.due_at && !task.due_timezone) wrong('due_timezone', 'is required with due_at')
  if (task.due_timezone && !task.due_at) wrong('due_timezone', 'must not be without due_at')
  if (task.recurrence && !task.due_date && !task.due_at) {
    wrong('recurrence', 'must not be without due_date or due_at')
  }
}

export const NewTask = z
  .strictObject({
    ...z.strictObject(taskShapes).partial().shape,
    id: TaskId.optional(),
    title: taskShapes.title,
  })
  .superRefine(checkDue)
  .check(settleRecurrence)
  .meta({ id: 'NewTask' })
export type NewTask = z.infer<typeof NewTask>

/** The body of PUT: every field that clients write, absent ones at their defaults. The path has the id. */
export const TaskReplacement = z
  .strictObject(withDefaults(taskShapes))
  .superRefine(checkDue)
  .check(settleRecurrence)
  .meta({ id: 'TaskReplacement' })
export type TaskReplacement = z.infer<typeof TaskReplacement>

/** A JSON Merge Patch (RFC 7396): absent fields stay, and `null` sets a field to its default. */
export const TaskPatch = z
  .strictObject(forPatch(taskShapes))
  .check(settleRecurrence)
  .meta({ id: 'TaskPatch' })
export type TaskPatch = z.infer<typeof TaskPatch>

/** Where a task moves to, and after which task. At least one must be given. */
export const TaskMove = z
  .strictObject({
    list_id: TaskId.nullable().optional(),
    parent_id: TaskId.nullable().optional(),
    after_id: TaskId.nullable().optional().meta({
      description:
        'The task to come after; `null`: to the top. Absent: to the end, if it goes elsewhere.',
    }),
  })
  .refine((move) => Object.keys(move).length > 0, 'must say where to')
  .meta({ id: 'TaskMove', minProperties: 1 })
export type TaskMove = z.infer<typeof TaskMove>

export const TaskList = z
  .strictObject({ items: z.array(Task), next_cursor: z.string().nullable() })
  .meta({ id: 'TaskList' })
export type TaskList = z.infer<typeof TaskList>

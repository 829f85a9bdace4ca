// Statements on tasks. What a write does depends on the current state, so it happens in the database (app.write_task,
// migrations/functions/tasks.sql). Each function here is one call.
import { sql } from 'kysely'
import { build, callerId } from '../db/database.ts'
import { StatementRefused } from '../db/failures.ts'
import type { UserDatabase } from '../db/request-transaction.ts'
import { refusalOf } from '../db/sqlstates.ts'
import { sortKey, termsOf } from '../domain/search-terms.ts'
import { type FieldProblem, Problem } from '../problem.ts'
import { invalidField } from '../validation.ts'
import type { NewTask, Task, TaskMove, TaskPatch, TaskReplacement, WrittenTask } from './schema.ts'

/** `versions` are those that `If-Match` allows; undefined means any. */
export type Operation = { id: string; versions?: number[] | undefined } & (
  | { op: 'create'; fields: Omit<NewTask, 'id'>; list?: string | undefined }
  | { op: 'replace'; fields: TaskReplacement; onlyNew?: boolean }
  | { op: 'update'; fields: TaskPatch }
  | { op: 'move'; fields: TaskMove }
  | { op: 'complete'; timezone?: string | undefined }
  | { op: 'reopen' | 'delete' | 'restore' | 'purge' }
)

/** `resource` is null after a permanent deletion. */
export type Written = { created: boolean } & (
  | { minimal: false; resource: Task | null }
  | { minimal: true; resource: WrittenTask | null }
)

/** Whether the response may leave out the tasks. */
interface Wanted {
  minimal?: boolean
}

/** A refused write, with its index in a batch. Thrown before anything was written. */
export class OperationRefused extends Error {
  override readonly name = 'OperationRefused'
  readonly index: number
  readonly problem: Problem
  constructor(index: number, problem: Problem) {
    super('an operation was refused', { cause: problem })
    this.index = index
    this.problem = problem
  }
}

export async function findTask(db: UserDatabase, id: string): Promise<Task | undefined> {
  const statement = build
    .selectFrom('tasks')
    .select(sql<Task>`app.resource(tasks)`.as('resource'))
    .where('user_id', '=', callerId)
    .where('id', '=', id)
  const [row] = await db.read(statement.compile())
  return row?.resource
}

/**
 * Performs a write.
 * @throws Problem `not_found`, `version_mismatch`, `task_exists`, `task_in_trash` (all but the first with the task), or
 * `validation_failed` for what only the database can check
 */
export async function writeTask(
  db: UserDatabase,
  operation: Operation,
  wanted: Wanted = {},
): Promise<Written> {
  try {
    const [written] = await writeTasks(db, [operation], wanted)
    if (!written) throw new TypeError('a write returned no row')
    return written
  } catch (error) {
    throw error instanceof OperationRefused ? error.problem : error
  }
}

/**
 * Performs all of them, in order, or none. The rows are also minimal if they would exceed 1 MB, or if an earlier
 * request with this key had a larger response than is stored.
 * @throws OperationRefused
 */
export async function writeTasks(
  db: UserDatabase,
  operations: Operation[],
  { minimal = false }: Wanted = {},
): Promise<Written[]> {
  const sent = JSON.stringify(operations.map(encoded))
  try {
    return await db.write(
      sql<Written>`
        select created, minimal, resource from app.write_tasks(${sent}::json, ${minimal})`,
    )
  } catch (error) {
    throw refusal(error)
  }
}

/** In the format of app.write_task, with the terms that the task is found and sorted by. */
function encoded(operation: Operation) {
  const { op, id, versions } = operation
  if (op === 'create' || op === 'replace' || op === 'update') {
    const { fields } = operation
    const words = {
      ...(fields.title !== undefined && {
        title: termsOf(fields.title),
        title_key: sortKey(fields.title),
      }),
      ...(fields.notes !== undefined && { notes: termsOf(fields.notes) }),
    }
    const only_new = op === 'replace' && operation.onlyNew
    const list_key =
      op === 'create' && operation.list !== undefined ? sortKey(operation.list) : undefined
    return { op, id, versions, fields, words, only_new, list_key }
  }
  return operation
}

/** Refusals of app.write_tasks (migrations/functions/tasks.sql) have this detail: `{index, current}`. */
function refusal(error: unknown): unknown {
  if (!(error instanceof StatementRefused) || !error.detail?.startsWith('{"index"')) return error
  const { index, current } = JSON.parse(error.detail.replace(/^{"index" :/, '{"index":'))
  const code = refusalOf(error)
  const cause = { cause: error }
  if (code === 'not_found') return new OperationRefused(index, new Problem(code, {}, cause))
  if (code === 'task_exists' || code === 'version_mismatch' || code === 'task_in_trash') {
    return new OperationRefused(index, new Problem(code, { current }, cause))
  }
  const broken = rules.get(error.constraint ?? '')
  if (!broken) return error
  return new OperationRefused(index, invalidField(broken.pointer, broken.detail, cause))
}

/**
 * Constraints of migrations/0003_tasks.sql and rules of migrations/functions/, by name. Unknown ids and other users'
 * ids get the same response.
 */
const rules: ReadonlyMap<string, Omit<FieldProblem, 'code'>> = new Map([
  ['tasks_user_id_list_id_fkey', { pointer: '/list_id', detail: 'must be the id of a list' }],
  ['tasks_parent_id_fkey', { pointer: '/parent_id', detail: 'must be the id of a task' }],
  [
    'tasks_one_level',
    {
      pointer: '/parent_id',
      detail: 'must leave one level of subtasks: neither it nor this one may have or be another',
    },
  ],
  [
    'tasks_list_of_parent',
    { pointer: '/list_id', detail: 'must be the list of the parent, or absent' },
  ],
  ['tasks_parent_in_trash', { pointer: '/parent_id', detail: 'must not be in the trash' }],
  ['tasks_due_check', { pointer: '/due_at', detail: 'must not be together with due_date' }],
  [
    'tasks_due_timezone_check',
    { pointer: '/due_timezone', detail: 'must be a time zone, together with due_at' },
  ],
  [
    'tasks_recurrence_check',
    { pointer: '/recurrence', detail: 'must not be without due_date or due_at' },
  ],
  ['tasks_after_id', { pointer: '/after_id', detail: 'must be the id of another task' }],
  ['tasks_list_key', { pointer: '/text', detail: 'must name a list that there is' }],
])

// A task's statements. Each function is one database call for the caller; every statement names its owner although
// row-level security does too.
import { sql } from 'kysely'
import type { UserDatabase } from '../db/as-user.ts'
import { build, callerId, type TaskTable } from '../db/database.ts'
import type { NewTask, Task, TaskPatch, TaskQuery } from './schema.ts'

/** Where a page begins: after the task with this instant (of the view's order) and id. */
export type Position = readonly [at: string, id: string]

const columns = [
  'id',
  'title',
  'notes',
  'priority',
  'due_date',
  'completed_at',
  'deleted_at',
  'version',
  'seq',
  'created_at',
  'updated_at',
] as const satisfies (keyof TaskTable)[]

const selectOwn = () => build.selectFrom('tasks').select(columns).where('user_id', '=', callerId)

/** The instant that a view is ordered by, newest first. */
export const orderOf = {
  all: 'created_at',
  inbox: 'created_at',
  completed: 'completed_at',
  trash: 'deleted_at',
} as const satisfies Record<TaskQuery['view'], keyof TaskTable>

/** At most `limit` tasks of a view; the order and the index are the view's own, so a late page costs no more. */
export function listTasks(
  db: UserDatabase,
  { view, limit, after }: { view: TaskQuery['view']; limit: number; after: Position | undefined },
): Promise<Task[]> {
  const order = orderOf[view]
  const statement = selectOwn()
    .where('deleted_at', view === 'trash' ? 'is not' : 'is', null)
    .$if(view === 'inbox', (query) => query.where('completed_at', 'is', null))
    .$if(view === 'completed', (query) => query.where('completed_at', 'is not', null))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(${sql.ref(order)}, id) < (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy(order, 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  return db.read(statement.compile())
}

export async function findTask(db: UserDatabase, id: string): Promise<Task | undefined> {
  const [task] = await db.read(selectOwn().where('id', '=', id).compile())
  return task
}

/**
 * Inserts, or meets the task that has this id already: gives it as it is, or first `replace`s what a client owns. The
 * update that changes nothing makes `returning` give the row, also where the other insert was still running.
 */
export async function insertTask(
  db: UserDatabase,
  task: NewTask & { id: string },
  { replace = false } = {},
): Promise<{ task: Task; created: boolean }> {
  const kept = { title: sql.ref<string>('tasks.title') }
  const { id: _, ...fields } = task
  const statement = build
    .insertInto('tasks')
    .values(task)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'id']).doUpdateSet(replace ? fields : kept),
    )
    .returning(columns)
    // A row that no statement has updated or locked since it was inserted.
    .returning(sql<boolean>`xmax = 0`.as('created'))
  const [row] = await db.write(statement.compile())
  if (!row) throw new TypeError('an insert returned no row')
  const { created, ...inserted } = row
  return { task: inserted, created }
}

/** What happened to a conditional write: the task as it is afterwards, or as it is because nothing was written. */
export type Written = { outcome: 'changed' | 'mismatch'; task: Task } | { outcome: 'missing' }

/** What a write may set; `now` is the database's. */
export type Change = TaskPatch | { completed_at: 'now' | null } | { deleted_at: 'now' | null }

/**
 * Changes a task if it is one of `versions` (any, if undefined). The row is locked before its version is compared,
 * so of two writers with the same version one wins and the other sees what the winner wrote.
 */
export async function changeTask(
  db: UserDatabase,
  { id, change, versions }: { id: string; change: Change; versions: number[] | undefined },
): Promise<Written> {
  const statement = build
    .with('target', (cte) =>
      cte
        .selectFrom('tasks')
        .select(columns)
        .where('user_id', '=', callerId)
        .where('id', '=', id)
        .forUpdate(),
    )
    .with('changed', (cte) =>
      cte
        .updateTable('tasks')
        .from('target')
        .set(assignments(change))
        .where('tasks.user_id', '=', callerId)
        .whereRef('tasks.id', '=', 'target.id')
        .$if(versions !== undefined, (query) =>
          query.where(sql<boolean>`target.version = any(${versions})`),
        )
        .returning(columns.map((column) => `tasks.${column}` as const)),
    )
    .selectFrom('changed')
    .select(columns)
    .select(sql<boolean>`true`.as('changed'))
    .unionAll((union) =>
      union
        .selectFrom('target')
        .select(columns)
        .select(sql<boolean>`false`.as('changed'))
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom('changed').select('id')))),
    )
  const [row] = await db.write(statement.compile())
  if (!row) return { outcome: 'missing' }
  const { changed, ...task } = row
  return { outcome: changed ? 'changed' : 'mismatch', task }
}

function assignments(change: Change) {
  if ('completed_at' in change) {
    return { completed_at: change.completed_at && sql<string>`coalesce(tasks.completed_at, now())` }
  }
  if ('deleted_at' in change) {
    return { deleted_at: change.deleted_at && sql<string>`coalesce(tasks.deleted_at, now())` }
  }
  return change
}

// How a written task is answered: with what it is now, its entity tag and, for a new one, its place.
import type { Context } from 'hono'
import type { GuardedEnv } from '../auth/require-user.ts'
import { etag } from '../conditional.ts'
import type { Task } from './schema.ts'
import { type Operation, type Written, writeTask } from './store.ts'

/** 200 with the task. @throws what `writeTask` throws */
export async function answerChange(c: Context<GuardedEnv>, operation: Operation) {
  const task = taskOf(await writeTask(c.var.db, operation))
  c.header('ETag', etag(task.version))
  return c.json(task, 200)
}

/** As `answerChange`, or 201 for a task that is new. `collection` is the path of all tasks. */
export async function answerCreate(
  c: Context<GuardedEnv>,
  operation: Operation,
  collection: string,
) {
  const written = await writeTask(c.var.db, operation)
  const task = taskOf(written)
  c.header('ETag', etag(task.version))
  if (!written.created) return c.json(task, 200)
  c.header('Location', `${collection}/${task.id}`)
  return c.json(task, 201)
}

/** Only what was deleted for good is no task any more. */
function taskOf({ resource }: Written): Task {
  if (!resource) throw new TypeError('a write gave no task')
  return resource
}

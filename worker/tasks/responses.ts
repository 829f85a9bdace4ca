// Responses of written tasks: the current task with its entity tag and, if new, its location. The minimal form is 204
// with entity tag and location.
import type { Context } from 'hono'
import type { GuardedEnv } from '../auth/require-user.ts'
import { etag } from '../conditional.ts'
import { prefersMinimal, tellPreference } from '../prefer.ts'
import { AnswerOmitted } from '../problem.ts'
import { pathOf } from '../router.ts'
import type { Task } from './schema.ts'
import { type Operation, type Written, writeTask } from './store.ts'

/** Answers 200 with the task. @throws like `writeTask` */
export async function answerChange(c: Context<GuardedEnv>, operation: Operation) {
  const written = await writeTask(c.var.db, operation, { minimal: prefersMinimal(c) })
  const path = pathOf(c)
  const task = taskOf(c, written, path.slice(0, path.indexOf('/tasks/') + '/tasks'.length))
  return c.json(task, 200)
}

/** Like `answerChange`, or 201 for a new task. `collection` is the path of all tasks. */
export async function answerCreate(
  c: Context<GuardedEnv>,
  operation: Operation,
  collection: string,
) {
  const written = await writeTask(c.var.db, operation, { minimal: prefersMinimal(c) })
  const task = taskOf(c, written, collection)
  if (!written.created) return c.json(task, 200)
  c.header('Location', `${collection}/${task.id}`)
  return c.json(task, 201)
}

/** @throws AnswerOmitted if the response is minimal; its headers say the rest */
function taskOf(c: Context, { minimal, resource }: Written, collection: string): Task {
  // Only a permanent deletion has no task.
  if (!resource) throw new TypeError('a write gave no task')
  c.header('ETag', etag(resource.version))
  tellPreference(c, minimal)
  if (!minimal) return resource
  c.header('Content-Location', `${collection}/${resource.id}`)
  throw new AnswerOmitted('the minimal answer')
}

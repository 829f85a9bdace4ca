// How a written task is answered: with what it is now, its entity tag and, for a new one, its place. In the minimal form it
// is 204 with the entity tag and the place.
import type { Context } from 'hono'
import { etag } from '../conditional.ts'
import type { GuardedEnv } from '../guard.ts'
import { prefersMinimal, tellPreference } from '../prefer.ts'
import { AnswerOmitted } from '../problem.ts'
import { pathOf } from '../router.ts'
import type { Task } from './schema.ts'
import { type Operation, type Written, writeTask } from './store.ts'

/** 200 with the task. @throws what `writeTask` throws */
export async function answerChange(c: Context<GuardedEnv>, operation: Operation) {
  const written = await writeTask(c.var.db, operation, { minimal: prefersMinimal(c) })
  const path = pathOf(c)
  const task = taskOf(c, written, path.slice(0, path.indexOf('/tasks/') + '/tasks'.length))
  return c.json(task, 200)
}

/** As `answerChange`, or 201 for a task that is new. `collection` is the path of all tasks. */
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

/** @throws AnswerOmitted where the answer is minimal; its headers say the rest */
function taskOf(c: Context, { minimal, resource }: Written, collection: string): Task {
  // Only what was deleted for good is no task any more.
  if (!resource) throw new TypeError('a write gave no task')
  c.header('ETag', etag(resource.version))
  tellPreference(c, minimal)
  if (!minimal) return resource
  c.header('Content-Location', `${collection}/${resource.id}`)
  throw new AnswerOmitted('the minimal answer')
}

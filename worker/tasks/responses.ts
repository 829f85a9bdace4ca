// Responses of written tasks: those of any resource or, in the minimal form, 204 with entity tag and path.
import type { Context } from 'hono'
import type { GuardedEnv } from '../guard.ts'
import { prefersMinimal, tellPreference } from '../prefer.ts'
import { AnswerOmitted } from '../problem.ts'
import { answerChanged, answerCreated, pathOf, tagged } from '../resource.ts'
import { type Operation, writeTask } from './store.ts'

/** Answers 200 with the task. @throws like `writeTask` */
export const answerChange = async (c: Context<GuardedEnv>, operation: Operation) =>
  answerChanged(c, await write(c, operation))

/** Like `answerChange`, or 201 for a new task. */
export const answerCreate = async (c: Context<GuardedEnv>, operation: Operation) =>
  answerCreated(c, await write(c, operation))

/** @throws AnswerOmitted if the response is minimal; its headers say the rest */
async function write(c: Context<GuardedEnv>, operation: Operation) {
  const written = await writeTask(c.var.db, operation, { minimal: prefersMinimal(c) })
  tellPreference(c, written.minimal)
  if (!written.minimal) return written
  c.header('Content-Location', pathOf(c, tagged(c, written.resource)))
  throw new AnswerOmitted('the minimal answer')
}

// Ranks of tasks on this device. All lists share one order, and the server assigns the rank that counts.
import { rankBetween } from '../../../../worker/domain/rank.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Rows } from '../store/rows.ts'

/** @param known a rank that the new one must come after; absent: that of the last task */
export const endRank = (rows: Rows, known?: string) => rankBetween(known ?? rows.lastRank(), null)

/**
 * A rank right after a task, or before all.
 *
 * @param id the task that gets it
 * @param known the rank of the task before, where it has just been given one
 */
export function rankAfter(rows: Rows, afterId: string | null, id: string, known?: string): string {
  const before = afterId === null ? null : (known ?? rows.task(afterId)?.rank ?? null)
  let next: string | null = null
  for (const { id: other, rank } of rows.tasks())
    if (other !== id && (before === null || rank > before) && (next === null || rank < next))
      next = rank
  return rankBetween(before, next)
}

/** The task that this one comes after in its place; null where it is the first. */
export function idBefore(rows: Rows, task: Task): string | null {
  const isBeside = (one: Task) =>
    one.id !== task.id &&
    one.parent_id === task.parent_id &&
    one.list_id === task.list_id &&
    !one.deleted_at
  let best: Task | undefined
  for (const one of rows.tasks())
    if (one.rank < task.rank && isBeside(one) && (!best || best.rank < one.rank)) best = one
  return best?.id ?? null
}

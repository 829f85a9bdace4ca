// What a person can do to tasks, as edits and as the edits that put it back.

import { v7 as uuidv7 } from 'uuid'
import { rankBetween } from '../../../../worker/domain/rank.ts'
import { taskDefaults } from '../../../../worker/domain/task-fields.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { dueOf, rebase } from '../conflicts/rebase.ts'
import type { Place, TaskFields } from '../contract.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { listActions } from './list-actions.ts'
import { isSame, type Mutation, namesOf, pick } from './mutation.ts'
import { combine, noMutations, type Undoable } from './undoable.ts'

export function taskActions(
  world: OptimisticStore,
  { now, timezone }: { now: () => Date; timezone: () => string },
) {
  const at = () => now().toISOString()
  const found = (ids: readonly string[]) => ids.flatMap((id) => world.task(id) ?? [])
  /** A task in the trash is neither completed nor reopened nor moved: the server refuses it. */
  const outsideTrash = (ids: readonly string[]) => ids.filter((id) => !world.task(id)?.deleted_at)
  const each = (
    ids: readonly string[],
    mutation: (task: Task) => Mutation | null,
    back: (before: Task[]) => Undoable,
  ): Undoable => {
    const before = found(ids)
    const mutations = before.flatMap((task) => mutation(task) ?? [])
    return mutations.length === 0 ? noMutations : { mutations, inverse: () => back(before) }
  }

  function create(
    fields: Partial<TaskFields> & { title: string },
    place: Place = {},
    id = uuidv7(),
  ): Undoable & { id: string } {
    const { after_id, ...where } = place
    const whole: TaskFields = { ...taskDefaults, ...fields, ...where }
    const rank = after_id === undefined ? endRank() : rankAfter(after_id, id)
    const mutations: Mutation[] = [{ op: 'create', id, at: at(), fields: whole, rank }]
    if (after_id !== undefined)
      mutations.push({ op: 'move', id, at: at(), place: { after_id }, rank })
    return { id, mutations, inverse: () => undoCreate(id) }
  }
  function undoCreate(id: string): Undoable {
    const task = world.task(id)
    if (!task) return noMutations
    return { ...purge([id]), inverse: () => create(fieldsOf(task), {}, id) }
  }

  function update(ids: readonly string[], patch: Partial<TaskFields>): Undoable {
    const names = namesOf(patch)
    return each(
      ids,
      (task) => {
        const changed = names.filter((name) => !isSame(task[name], patch[name]))
        if (changed.length === 0) return null
        const values = { ...task, ...patch }
        return {
          op: 'update',
          id: task.id,
          at: at(),
          patch: pick(values, changed),
          base: pick(task, changed),
        }
      },
      (before) => combine(before.map((task) => update([task.id], pick(task, names)))),
    )
  }

  function write(over: Task, patch: Partial<TaskFields>, error?: string): Undoable {
    const { id } = over
    const names = namesOf(patch)
    const before = world.task(id)
    const typed: Mutation = { op: 'update', id, at: at(), patch, base: pick(over, names) }
    const [entry] = rebase([{ key: 0, mutation: typed, conflict: null }], before, over)
    if (!entry) return noMutations
    const { key: _, mutation, ...blocked } = entry
    const isThere = before && !before.deleted_at
    if (error && isThere)
      blocked.conflict = { kind: 'rejected', code: 'invalid', detail: error, errors: [] }
    return {
      mutations: [mutation],
      blocked,
      inverse: () => (before ? update([id], pick(before, names)) : noMutations),
    }
  }

  function complete(ids: readonly string[]): Undoable {
    return each(
      outsideTrash(ids).filter((id) => !world.task(id)?.completed_at),
      (task) => ({ op: 'complete', id: task.id, at: at(), timezone: timezone(), due: dueOf(task) }),
      (before) => combine(before.map(undoComplete)),
    )
  }
  /** One that repeats is not done but has gone on: it goes back to its day. */
  function undoComplete(before: Task): Undoable {
    const task = world.task(before.id)
    if (!task) return noMutations
    if (task.completed_at) return reopen([task.id])
    return update([task.id], pick(before, ['due_date', 'due_at', 'due_timezone', 'recurrence']))
  }

  const reopen = (ids: readonly string[]): Undoable =>
    each(
      outsideTrash(ids).filter((id) => world.task(id)?.completed_at),
      ({ id }) => ({ op: 'reopen', id, at: at() }),
      (before) => complete(before.map(({ id }) => id)),
    )
  const trash = (ids: readonly string[]): Undoable =>
    each(
      ids.filter((id) => !world.task(id)?.deleted_at),
      ({ id }) => ({ op: 'delete', id, at: at() }),
      (before) => restore(before.map(({ id }) => id)),
    )
  const restore = (ids: readonly string[]): Undoable =>
    each(
      ids.filter((id) => world.task(id)?.deleted_at),
      ({ id }) => ({ op: 'restore', id, at: at() }),
      (before) => trash(before.map(({ id }) => id)),
    )
  const purge = (ids: readonly string[]): Undoable =>
    each(
      ids,
      ({ id }) => ({ op: 'purge', id, at: at() }),
      () => noMutations,
    )

  /** Several keep their order among themselves. */
  function move(ids: readonly string[], place: Place): Undoable {
    const mutations: Mutation[] = []
    const before = found(outsideTrash(ids)).map((task) => ({ task, after_id: idBefore(task) }))
    let after = place.after_id
    let rank: string | undefined
    for (const { task } of before) {
      const moved: Place = after === undefined ? place : { ...place, after_id: after }
      rank = after === undefined ? endRank(rank) : rankAfter(after, task.id, rank)
      mutations.push({ op: 'move', id: task.id, at: at(), place: moved, rank })
      if (after !== undefined) after = task.id
    }
    const back = () =>
      combine(
        before.map(({ task: { id, list_id, parent_id }, after_id }) =>
          move([id], parent_id ? { parent_id, after_id } : { list_id, parent_id, after_id }),
        ),
      )
    return mutations.length === 0 ? noMutations : { mutations, inverse: back }
  }

  /** Ranks are of one order over all lists. */
  const endRank = (known?: string) => rankBetween(known ?? world.lastRank(), null)
  function idBefore(task: Task): string | null {
    let best: Task | undefined
    for (const one of world.tasks())
      if (
        one.id !== task.id &&
        one.rank < task.rank &&
        isBeside(one, task) &&
        (!best || best.rank < one.rank)
      )
        best = one
    return best?.id ?? null
  }
  const isBeside = (one: Task, other: Task) =>
    one.parent_id === other.parent_id && one.list_id === other.list_id && !one.deleted_at

  /** A rank after this task (or before all), which the server will say better. */
  function rankAfter(afterId: string | null, id: string, known?: string): string {
    const before = afterId === null ? null : (known ?? world.task(afterId)?.rank ?? null)
    let next: string | null = null
    for (const { id: other, rank } of world.tasks())
      if (other !== id && (before === null || rank > before) && (next === null || rank < next))
        next = rank
    return rankBetween(before, next)
  }

  return {
    create,
    update,
    write,
    complete,
    reopen,
    trash,
    restore,
    purge,
    move,
    ...listActions(world, { at, restore }),
  }
}

const fieldsOf = (task: Task): TaskFields => ({
  ...taskDefaults,
  ...pick(task, namesOf(task)),
  title: task.title,
})

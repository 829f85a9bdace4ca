// What a person can do to tasks, as edits and as the edits that put it back.
import { v7 as uuidv7 } from 'uuid'
import { rankBetween } from '../../../../worker/domain/rank.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { dueOf, rebase } from '../conflicts/rebase.ts'
import type { Fields, Place } from '../contract.ts'
import type { World } from '../store/optimistic-store.ts'
import { listCommandsOn } from './list-actions.ts'
import { defaults, type Edit, isSame, namesOf, pick } from './mutation.ts'
import { joined, nothing, type Plan } from './undoable.ts'

export function commandsOn(
  world: World,
  { now, timezone }: { now: () => Date; timezone: () => string },
) {
  const at = () => now().toISOString()
  const found = (ids: readonly string[]) => ids.flatMap((id) => world.task(id) ?? [])
  /** A task in the trash is neither completed nor reopened nor moved: the server refuses it. */
  const outsideTrash = (ids: readonly string[]) => ids.filter((id) => !world.task(id)?.deleted_at)
  const each = (
    ids: readonly string[],
    edit: (task: Task) => Edit | null,
    back: (before: Task[]) => Plan,
  ): Plan => {
    const before = found(ids)
    const edits = before.flatMap((task) => edit(task) ?? [])
    return edits.length === 0 ? nothing : { edits, inverse: () => back(before) }
  }

  function create(
    fields: Partial<Fields> & { title: string },
    place: Place = {},
    id = uuidv7(),
  ): Plan & { id: string } {
    const { after_id, ...where } = place
    const whole: Fields = { ...defaults, ...fields, ...where }
    const rank = after_id === undefined ? endRank() : rankAfter(after_id, id)
    const edits: Edit[] = [{ op: 'create', id, at: at(), fields: whole, rank }]
    if (after_id !== undefined) edits.push({ op: 'move', id, at: at(), place: { after_id }, rank })
    return { id, edits, inverse: () => undoCreate(id) }
  }
  function undoCreate(id: string): Plan {
    const task = world.task(id)
    if (!task) return nothing
    return { ...purge([id]), inverse: () => create(fieldsOf(task), {}, id) }
  }

  function update(ids: readonly string[], patch: Partial<Fields>): Plan {
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
          seen: pick(task, changed),
        }
      },
      (before) => joined(before.map((task) => update([task.id], pick(task, names)))),
    )
  }

  function write(over: Task, patch: Partial<Fields>, trouble?: string): Plan {
    const { id } = over
    const names = namesOf(patch)
    const before = world.task(id)
    const typed: Edit = { op: 'update', id, at: at(), patch, seen: pick(over, names) }
    const [entry] = rebase([{ key: 0, edit: typed, question: null }], before, over)
    if (!entry) return nothing
    const { key: _, edit, ...held } = entry
    const isThere = before && !before.deleted_at
    if (trouble && isThere)
      held.question = { kind: 'refused', code: 'invalid', detail: trouble, errors: [] }
    return {
      edits: [edit],
      held,
      inverse: () => (before ? update([id], pick(before, names)) : nothing),
    }
  }

  function complete(ids: readonly string[]): Plan {
    return each(
      outsideTrash(ids).filter((id) => !world.task(id)?.completed_at),
      (task) => ({ op: 'complete', id: task.id, at: at(), timezone: timezone(), due: dueOf(task) }),
      (before) => joined(before.map(undoComplete)),
    )
  }
  /** One that repeats is not done but has gone on: it goes back to its day. */
  function undoComplete(before: Task): Plan {
    const task = world.task(before.id)
    if (!task) return nothing
    if (task.completed_at) return reopen([task.id])
    return update([task.id], pick(before, ['due_date', 'due_at', 'due_timezone', 'recurrence']))
  }

  const reopen = (ids: readonly string[]): Plan =>
    each(
      outsideTrash(ids).filter((id) => world.task(id)?.completed_at),
      ({ id }) => ({ op: 'reopen', id, at: at() }),
      (before) => complete(before.map(({ id }) => id)),
    )
  const trash = (ids: readonly string[]): Plan =>
    each(
      ids.filter((id) => !world.task(id)?.deleted_at),
      ({ id }) => ({ op: 'delete', id, at: at() }),
      (before) => restore(before.map(({ id }) => id)),
    )
  const restore = (ids: readonly string[]): Plan =>
    each(
      ids.filter((id) => world.task(id)?.deleted_at),
      ({ id }) => ({ op: 'restore', id, at: at() }),
      (before) => trash(before.map(({ id }) => id)),
    )
  const purge = (ids: readonly string[]): Plan =>
    each(
      ids,
      ({ id }) => ({ op: 'purge', id, at: at() }),
      () => nothing,
    )

  /** Several keep their order among themselves. */
  function move(ids: readonly string[], place: Place): Plan {
    const edits: Edit[] = []
    const before = found(outsideTrash(ids)).map((task) => ({ task, after_id: idBefore(task) }))
    let after = place.after_id
    let rank: string | undefined
    for (const { task } of before) {
      const moved: Place = after === undefined ? place : { ...place, after_id: after }
      rank = after === undefined ? endRank(rank) : rankAfter(after, task.id, rank)
      edits.push({ op: 'move', id: task.id, at: at(), place: moved, rank })
      if (after !== undefined) after = task.id
    }
    const back = () =>
      joined(
        before.map(({ task: { id, list_id, parent_id }, after_id }) =>
          move([id], parent_id ? { parent_id, after_id } : { list_id, parent_id, after_id }),
        ),
      )
    return edits.length === 0 ? nothing : { edits, inverse: back }
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
    ...listCommandsOn(world, { at, restore }),
  }
}

const fieldsOf = (task: Task): Fields => ({
  ...defaults,
  ...pick(task, namesOf(task)),
  title: task.title,
})

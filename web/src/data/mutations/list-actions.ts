// What a person can do to lists, as edits and as the edits that put it back.
import { v7 as uuidv7 } from 'uuid'
import { rankBetween } from '../../../../worker/domain/rank.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import type { ListPatch, Mutation } from './mutation.ts'
import { noMutations, type Undoable } from './undoable.ts'

interface Deps {
  at: () => string
  /** Out of the trash. */
  restore: (ids: readonly string[]) => Undoable
}

export function listActions(world: OptimisticStore, { at, restore }: Deps) {
  function createList(
    fields: { name: string; color?: List['color'] },
    id = uuidv7(),
  ): Undoable & { id: string } {
    const ranks = [...world.lists()].map(({ rank }) => rank).sort()
    const rank = rankBetween(ranks.at(-1) ?? null, null)
    const mutation: Mutation = {
      op: 'create-list',
      id,
      at: at(),
      fields: { color: 'gray', ...fields },
      rank,
    }
    return { id, mutations: [mutation], inverse: () => deleteList(id, 'keep') }
  }
  function updateList(id: string, patch: ListPatch): Undoable {
    const list = world.list(id)
    if (!list) return noMutations
    const before: ListPatch = {
      name: list.name,
      color: list.color,
      archived: list.archived_at !== null,
    }
    const names = (['name', 'color', 'archived'] as const).filter(
      (name) => patch[name] !== undefined && patch[name] !== before[name],
    )
    if (names.length === 0) return noMutations
    const only = (values: ListPatch): ListPatch =>
      Object.fromEntries(names.map((name) => [name, values[name]]))
    return {
      mutations: [{ op: 'update-list', id, at: at(), patch: only(patch) }],
      inverse: () => updateList(id, only(before)),
    }
  }
  function moveList(id: string, after_id: string | null): Undoable {
    const sorted = [...world.lists()].sort((one, other) => (one.rank < other.rank ? -1 : 1))
    const others = sorted.filter((list) => list.id !== id)
    const place = others.findIndex((list) => list.id === after_id)
    const was = sorted[sorted.findIndex((list) => list.id === id) - 1]?.id ?? null
    const rank = rankBetween(others[place]?.rank ?? null, others[place + 1]?.rank ?? null)
    return {
      mutations: [{ op: 'move-list', id, at: at(), after_id, rank }],
      inverse: () => moveList(id, was),
    }
  }
  function deleteList(id: string, tasks: 'keep' | 'trash'): Undoable {
    const list = world.list(id)
    if (!list) return noMutations
    const inside = [...world.tasks()].filter(
      ({ list_id, parent_id }) => list_id === id && !parent_id,
    )
    const before = [...world.lists()]
      .filter(({ rank }) => rank < list.rank)
      .sort((one, other) => (one.rank < other.rank ? 1 : -1))[0]
    const trashed = inside.filter(({ deleted_at }) => !deleted_at).map((task) => task.id)
    const ids = inside.map((task) => task.id)
    return {
      mutations: [{ op: 'delete-list', id, at: at(), tasks }],
      inverse: () => {
        const made = createList({ name: list.name, color: list.color }, id)
        const undoables: Undoable[] = [made, ...(tasks === 'trash' ? [restore(trashed)] : [])]
        const place: Mutation = {
          op: 'move-list',
          id,
          at: at(),
          after_id: before?.id ?? null,
          rank: list.rank,
        }
        const archive: Mutation = { op: 'update-list', id, at: at(), patch: { archived: true } }
        const back = ids.map(
          (task): Mutation => ({
            op: 'update',
            id: task,
            at: at(),
            patch: { list_id: id },
            base: { list_id: null },
          }),
        )
        return {
          mutations: [
            ...undoables.flatMap(({ mutations }) => mutations),
            place,
            ...(list.archived_at === null ? [] : [archive]),
            ...back,
          ],
          inverse: () => deleteList(id, tasks),
        }
      },
    }
  }

  return { createList, updateList, moveList, deleteList }
}

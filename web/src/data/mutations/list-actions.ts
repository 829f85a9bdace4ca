// What a person can do to lists, as edits and as the edits that put it back.
import { v7 as uuidv7 } from 'uuid'
import { rankBetween } from '../../../../worker/domain/rank.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import type { World } from '../store/optimistic-store.ts'
import type { Edit, ListPatch } from './mutation.ts'
import { nothing, type Plan } from './undoable.ts'

interface Deps {
  at: () => string
  /** Out of the trash. */
  restore: (ids: readonly string[]) => Plan
}

export function listCommandsOn(world: World, { at, restore }: Deps) {
  function createList(
    fields: { name: string; color?: List['color'] },
    id = uuidv7(),
  ): Plan & { id: string } {
    const ranks = [...world.lists()].map(({ rank }) => rank).sort()
    const rank = rankBetween(ranks.at(-1) ?? null, null)
    const edit: Edit = {
      op: 'create-list',
      id,
      at: at(),
      fields: { color: 'gray', ...fields },
      rank,
    }
    return { id, edits: [edit], inverse: () => deleteList(id, 'keep') }
  }
  function updateList(id: string, patch: ListPatch): Plan {
    const list = world.list(id)
    if (!list) return nothing
    const before: ListPatch = {
      name: list.name,
      color: list.color,
      archived: list.archived_at !== null,
    }
    const names = (['name', 'color', 'archived'] as const).filter(
      (name) => patch[name] !== undefined && patch[name] !== before[name],
    )
    if (names.length === 0) return nothing
    const only = (values: ListPatch): ListPatch =>
      Object.fromEntries(names.map((name) => [name, values[name]]))
    return {
      edits: [{ op: 'update-list', id, at: at(), patch: only(patch) }],
      inverse: () => updateList(id, only(before)),
    }
  }
  function moveList(id: string, after_id: string | null): Plan {
    const sorted = [...world.lists()].sort((one, other) => (one.rank < other.rank ? -1 : 1))
    const others = sorted.filter((list) => list.id !== id)
    const place = others.findIndex((list) => list.id === after_id)
    const was = sorted[sorted.findIndex((list) => list.id === id) - 1]?.id ?? null
    const rank = rankBetween(others[place]?.rank ?? null, others[place + 1]?.rank ?? null)
    return {
      edits: [{ op: 'move-list', id, at: at(), after_id, rank }],
      inverse: () => moveList(id, was),
    }
  }
  function deleteList(id: string, tasks: 'keep' | 'trash'): Plan {
    const list = world.list(id)
    if (!list) return nothing
    const inside = [...world.tasks()].filter(
      ({ list_id, parent_id }) => list_id === id && !parent_id,
    )
    const before = [...world.lists()]
      .filter(({ rank }) => rank < list.rank)
      .sort((one, other) => (one.rank < other.rank ? 1 : -1))[0]
    const trashed = inside.filter(({ deleted_at }) => !deleted_at).map((task) => task.id)
    const ids = inside.map((task) => task.id)
    return {
      edits: [{ op: 'delete-list', id, at: at(), tasks }],
      inverse: () => {
        const made = createList({ name: list.name, color: list.color }, id)
        const plans: Plan[] = [made, ...(tasks === 'trash' ? [restore(trashed)] : [])]
        const place: Edit = {
          op: 'move-list',
          id,
          at: at(),
          after_id: before?.id ?? null,
          rank: list.rank,
        }
        const archive: Edit = { op: 'update-list', id, at: at(), patch: { archived: true } }
        const back = ids.map(
          (task): Edit => ({
            op: 'update',
            id: task,
            at: at(),
            patch: { list_id: id },
            seen: { list_id: null },
          }),
        )
        return {
          edits: [
            ...plans.flatMap(({ edits }) => edits),
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

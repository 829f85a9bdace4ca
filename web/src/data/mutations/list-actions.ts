// What a person can do to lists, as mutations and their inverse.
import { v7 as uuidv7 } from 'uuid'
import { rankBetween } from '../../../../worker/domain/rank.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import { type ActionContext, timeOf } from './action-context.ts'
import type { ListPatch, Mutation } from './mutation.ts'
import { restore } from './trash-actions.ts'
import { noMutations, type Undoable } from './undoable.ts'

export interface NewList {
  name: string
  color?: List['color']
}

export const listActions = (context: ActionContext) => ({
  createList: (fields: NewList, id?: string) => createList(context, fields, id),
  updateList: (id: string, patch: ListPatch) => updateList(context, id, patch),
  moveList: (id: string, afterId: string | null) => moveList(context, id, afterId),
  deleteList: (id: string, tasks: 'keep' | 'trash') => deleteList(context, id, tasks),
})

const inOrder = ({ rows }: ActionContext) =>
  [...rows.lists()].sort((one, other) => (one.rank < other.rank ? -1 : 1))

function createList(
  context: ActionContext,
  fields: NewList,
  id = uuidv7(),
): Undoable & { id: string } {
  const rank = rankBetween(inOrder(context).at(-1)?.rank ?? null, null)
  const mutation: Mutation = {
    ...{ op: 'create-list', id, at: timeOf(context), rank },
    fields: { color: 'gray', ...fields },
  }
  return { id, mutations: [mutation], inverse: () => deleteList(context, id, 'keep') }
}

function updateList(context: ActionContext, id: string, patch: ListPatch): Undoable {
  const list = context.rows.list(id)
  if (!list) return noMutations
  const { name, color, archived_at } = list
  const before: ListPatch = { name, color, archived: archived_at !== null }
  const names = (['name', 'color', 'archived'] as const).filter(
    (one) => patch[one] !== undefined && patch[one] !== before[one],
  )
  if (names.length === 0) return noMutations
  const changed = (values: ListPatch): ListPatch =>
    Object.fromEntries(names.map((one) => [one, values[one]]))
  return {
    mutations: [{ op: 'update-list', id, at: timeOf(context), patch: changed(patch) }],
    inverse: () => updateList(context, id, changed(before)),
  }
}

function moveList(context: ActionContext, id: string, after_id: string | null): Undoable {
  const sorted = inOrder(context)
  const others = sorted.filter((list) => list.id !== id)
  const place = others.findIndex((list) => list.id === after_id)
  const before = sorted[sorted.findIndex((list) => list.id === id) - 1]?.id ?? null
  const rank = rankBetween(others[place]?.rank ?? null, others[place + 1]?.rank ?? null)
  return {
    mutations: [{ op: 'move-list', id, at: timeOf(context), after_id, rank }],
    inverse: () => moveList(context, id, before),
  }
}

function deleteList(context: ActionContext, id: string, tasks: 'keep' | 'trash'): Undoable {
  const list = context.rows.list(id)
  if (!list) return noMutations
  const inside = [...context.rows.tasks()].filter(
    ({ list_id, parent_id }) => list_id === id && !parent_id,
  )
  const after_id = inOrder(context).findLast(({ rank }) => rank < list.rank)?.id ?? null
  const trashed = inside.filter(({ deleted_at }) => !deleted_at).map((task) => task.id)
  return {
    mutations: [{ op: 'delete-list', id, at: timeOf(context), tasks }],
    inverse() {
      const at = timeOf(context)
      const { mutations } = createList(context, { name: list.name, color: list.color }, id)
      if (tasks === 'trash') mutations.push(...restore(context, trashed).mutations)
      mutations.push({ op: 'move-list', id, at, after_id, rank: list.rank })
      if (list.archived_at !== null)
        mutations.push({ op: 'update-list', id, at, patch: { archived: true } })
      for (const task of inside)
        mutations.push({
          ...{ op: 'update', id: task.id, at },
          ...{ patch: { list_id: id }, base: { list_id: null } },
        })
      return { mutations, inverse: () => deleteList(context, id, tasks) }
    },
  }
}

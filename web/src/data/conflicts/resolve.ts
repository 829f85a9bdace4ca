// What the person said about edits that only they could decide.
import { taskFieldNames } from '../../../../worker/domain/task-fields.ts'
import type { Conflict, Resolution, TaskFields } from '../contract.ts'
import { type Mutation, namesOf, type PendingMutation, pick } from '../mutations/mutation.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import { rebase } from './rebase.ts'

/** @returns entries that say something else now, those that are done with, and edits to make besides */
export function resolveConflict(
  waiting: readonly PendingMutation[],
  resolution: Resolution,
  world: OptimisticStore,
  at: string,
): { replaced: PendingMutation[]; acknowledged: number[]; mutations: Mutation[] } {
  const conflict = waiting.find((pending) => pending.conflict)?.conflict
  const keys = waiting.map(({ key }) => key)
  if (!conflict) return { replaced: [], acknowledged: [], mutations: [] }
  if (conflict.kind === 'fields') {
    const replaced: PendingMutation[] = []
    const acknowledged: number[] = []
    const given = givenUp(waiting, resolution)
    for (const pending of waiting) {
      const next =
        pending.conflict?.kind === 'fields'
          ? chosen(pending, resolution, world)
          : without(pending, given)
      if (!next) acknowledged.push(pending.key)
      else if (next !== pending) replaced.push(next)
    }
    return { replaced, acknowledged, mutations: [] }
  }
  // An answer by fields, to what is not asked by fields any more.
  if (typeof resolution !== 'string') return { replaced: [], acknowledged: [], mutations: [] }
  if (resolution === 'theirs')
    return { replaced: [], acknowledged: dropped(waiting, conflict), mutations: [] }
  if (conflict.kind === 'rejected') return { ...retried(waiting, world), mutations: [] }
  const [first] = waiting
  const id = first?.mutation.id ?? ''
  const task = world.task(id)
  if (conflict.kind === 'deleted') {
    if (!task) return { replaced: [], acknowledged: keys, mutations: [] }
    const fields = { ...task, ...pick(task, taskFieldNames) } as TaskFields
    const create: Mutation = {
      op: 'create',
      id,
      at,
      fields: pick(fields, taskFieldNames) as TaskFields,
      rank: task.rank,
    }
    return { replaced: [], acknowledged: keys, mutations: [create] }
  }
  // Out of the trash first, then edited.
  const again = waiting.map(({ mutation }) => mutation)
  return { replaced: [], acknowledged: keys, mutations: [{ op: 'restore', id, at }, ...again] }
}

/** Once more: what was corrected since goes in the place of what was refused, as if it had been written at once. */
function retried(
  waiting: readonly PendingMutation[],
  world: OptimisticStore,
): { replaced: PendingMutation[]; acknowledged: number[] } {
  const merged: PendingMutation[] = []
  for (const pending of waiting) {
    const at = merged.findIndex(({ conflict }) => conflict?.kind === 'rejected')
    const refused = merged[at]
    if (!refused || pending.mutation.op !== 'update') {
      merged.push(pending)
      continue
    }
    if (refused.mutation.op === 'create') {
      const fields = { ...refused.mutation.fields, ...pending.mutation.patch }
      merged[at] = { ...refused, mutation: { ...refused.mutation, fields } }
      continue
    }
    if (refused.mutation.op !== 'update') {
      merged.push(pending)
      continue
    }
    const names = namesOf(refused.mutation.patch)
    const corrected = namesOf(pending.mutation.patch).filter((name) => names.includes(name))
    const patch = { ...refused.mutation.patch, ...pick(pending.mutation.patch, corrected) }
    merged[at] = { ...refused, mutation: { ...refused.mutation, patch } }
    const rest = without(pending, new Set(names))
    if (rest) merged.push(rest)
  }
  const open = merged.map((pending) =>
    pending.conflict ? { ...pending, conflict: null } : pending,
  )
  const [first] = open
  const base = first && world.serverRows.tasks.get(first.mutation.id)
  // Not fetched again yet, or gone: as above.
  if (!base && first?.mutation.op !== 'create') return { replaced: [], acknowledged: [] }
  const next = rebase(open, base, undefined)
  return {
    replaced: next.filter((pending) => !waiting.includes(pending)),
    acknowledged: waiting
      .map(({ key }) => key)
      .filter((key) => !next.some((one) => one.key === key)),
  }
}

/** Of edits that are refused only those go that are, unless nothing is left that the others could be about. */
function dropped(waiting: readonly PendingMutation[], { kind }: Conflict): number[] {
  const refused = waiting.filter(({ conflict }) => conflict?.kind === 'rejected')
  const isAll = kind !== 'rejected' || refused.some(({ mutation }) => mutation.op === 'create')
  return (isAll ? waiting : refused).map(({ key }) => key)
}

/** Fields of which theirs is taken, in whatever was written here since, too. */
function givenUp(
  waiting: readonly PendingMutation[],
  resolution: Resolution,
): Set<keyof TaskFields> {
  const asked = waiting.flatMap(({ conflict }) =>
    conflict?.kind === 'fields' ? conflict.fields.map(({ field }) => field) : [],
  )
  const isGivenUp = (field: keyof TaskFields) =>
    (typeof resolution === 'string' ? resolution : resolution[field]) === 'theirs'
  return new Set(asked.filter(isGivenUp))
}

function without(
  pending: PendingMutation,
  names: ReadonlySet<keyof TaskFields>,
): PendingMutation | null {
  const { mutation } = pending
  if (mutation.op !== 'update') return pending
  const kept = namesOf(mutation.patch).filter((name) => !names.has(name))
  if (kept.length === namesOf(mutation.patch).length) return pending
  if (kept.length === 0) return null
  return {
    ...pending,
    mutation: { ...mutation, patch: pick(mutation.patch, kept), base: pick(mutation.base, kept) },
  }
}

/** What stays mine is now an edit over what theirs says; what nothing was said of stays a question. */
function chosen(
  pending: PendingMutation,
  resolution: Resolution,
  world: OptimisticStore,
): PendingMutation | null {
  const { mutation, conflict } = pending
  if (mutation.op !== 'update' || conflict?.kind !== 'fields') return pending
  const base = world.serverRows.tasks.get(mutation.id)
  const said = (name: keyof TaskFields) =>
    typeof resolution === 'string' ? resolution : resolution[name]
  const asked = new Set(conflict.fields.map(({ field }) => field))
  const open = conflict.fields.filter(({ field }) => said(field) === undefined)
  const isOpen = (name: keyof TaskFields) => open.some(({ field }) => field === name)
  const kept = namesOf(mutation.patch).filter((name) => !asked.has(name) || said(name) !== 'theirs')
  if (kept.length === 0) return null
  // Not fetched again yet, or gone: it stays asked until that is known.
  if (!base) return pending
  const acknowledged = kept.filter((name) => !isOpen(name))
  return {
    ...pending,
    mutation: {
      ...mutation,
      patch: pick({ ...base, ...mutation.patch }, kept),
      base: pick({ ...base, ...mutation.base, ...pick(base, acknowledged) }, kept),
    },
    conflict: open.length > 0 ? { kind: 'fields', fields: open } : null,
  }
}

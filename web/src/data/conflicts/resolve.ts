// Applies a person's decision about a conflict to the mutations that wait for it.
import { taskFieldNames } from '../../../../worker/domain/task-fields.ts'
import type { Conflict, Resolution, TaskFields } from '../contract.ts'
import { type Mutation, namesOf, type PendingMutation, pick } from '../mutations/mutation.ts'
import type { Rows } from '../store/rows.ts'
import { rebase } from './rebase.ts'

/** @returns mutations to replace, keys of those to drop, and further mutations to make */
export function resolveConflict(
  waiting: readonly PendingMutation[],
  resolution: Resolution,
  rows: Rows,
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
          ? chosen(pending, resolution, rows)
          : without(pending, given)
      if (!next) acknowledged.push(pending.key)
      else if (next !== pending) replaced.push(next)
    }
    return { replaced, acknowledged, mutations: [] }
  }
  // The decision is about fields, and the conflict is not any more.
  if (typeof resolution !== 'string') return { replaced: [], acknowledged: [], mutations: [] }
  if (resolution === 'theirs')
    return { replaced: [], acknowledged: dropped(waiting, conflict), mutations: [] }
  if (conflict.kind === 'rejected') return { ...retried(waiting, rows), mutations: [] }
  const [first] = waiting
  const id = first?.mutation.id ?? ''
  const task = rows.task(id)
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
  // The task is restored first, and then edited.
  const again = waiting.map(({ mutation }) => mutation)
  return { replaced: [], acknowledged: keys, mutations: [{ op: 'restore', id, at }, ...again] }
}

/** Sends rejected mutations again, with corrections made since in place of what was refused. */
function retried(
  waiting: readonly PendingMutation[],
  rows: Rows,
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
  const base = first && rows.serverRows.tasks.get(first.mutation.id)
  // The task is not fetched again yet, or is gone: the conflict stays until that is known.
  if (!base && first?.mutation.op !== 'create') return { replaced: [], acknowledged: [] }
  const next = rebase(open, base, undefined)
  return {
    replaced: next.filter((pending) => !waiting.includes(pending)),
    acknowledged: waiting
      .map(({ key }) => key)
      .filter((key) => !next.some((one) => one.key === key)),
  }
}

/** Drops the rejected mutations; all of them when the rejected one is the create that the rest build on. */
function dropped(waiting: readonly PendingMutation[], { kind }: Conflict): number[] {
  const refused = waiting.filter(({ conflict }) => conflict?.kind === 'rejected')
  const isAll = kind !== 'rejected' || refused.some(({ mutation }) => mutation.op === 'create')
  return (isAll ? waiting : refused).map(({ key }) => key)
}

/** Fields of which the server's value is taken, also against mutations made since. */
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

/** Rebases the fields that stay mine on the server's values; fields without a decision stay in conflict. */
function chosen(
  pending: PendingMutation,
  resolution: Resolution,
  rows: Rows,
): PendingMutation | null {
  const { mutation, conflict } = pending
  if (mutation.op !== 'update' || conflict?.kind !== 'fields') return pending
  const base = rows.serverRows.tasks.get(mutation.id)
  const sideOf = (name: keyof TaskFields) =>
    typeof resolution === 'string' ? resolution : resolution[name]
  const asked = new Set(conflict.fields.map(({ field }) => field))
  const open = conflict.fields.filter(({ field }) => sideOf(field) === undefined)
  const isOpen = (name: keyof TaskFields) => open.some(({ field }) => field === name)
  const kept = namesOf(mutation.patch).filter(
    (name) => !asked.has(name) || sideOf(name) !== 'theirs',
  )
  if (kept.length === 0) return null
  // The task is not fetched again yet, or is gone: the conflict stays until that is known.
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

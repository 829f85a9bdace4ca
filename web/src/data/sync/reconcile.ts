// Reconciles an answer of the server with this browser's rows and pending mutations. Every function is pure: it reads the
// state and returns the commit that the answer comes to.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { rebase } from '../conflicts/rebase.ts'
import { isTaskMutation, type PendingMutation } from '../mutations/mutation.ts'
import { applyMutation } from '../mutations/mutators.ts'
import { type Commit, emptyCommit } from '../storage/commit.ts'
import type { StoredRow } from '../storage/stored.ts'
import type { Rows } from '../store/rows.ts'
import type { Changes } from './authenticity.ts'
import { draftOf } from './draft-rows.ts'

export interface SyncedState {
  rows: Pick<Rows, 'serverRows' | 'task' | 'lastKnown' | 'everBelow'>
  /** Persisted mutations, in order. */
  pending: readonly PendingMutation[]
}

/** What becomes of pending mutations. */
export type OutboxChange = Pick<Commit, 'replaced' | 'acknowledged'>

/**
 * The whole request succeeded.
 *
 * @param batch its mutations, in the order of the results
 */
export function acknowledge(
  { rows }: SyncedState,
  batch: readonly PendingMutation[],
  answer: unknown,
): Commit {
  const draft = draftOf(rows)
  const results = isBatch(answer) ? answer.results : []
  // In order: a task may be created and deleted in one request.
  for (const [at, { mutation }] of batch.entries()) {
    const result = results[at]
    const before = draft.task(mutation.id)
    // A replayed answer can be older than changes that came meanwhile: the row is at its seq already, or past it.
    if (before && result?.seq && before.seq >= result.seq) continue
    applyMutation(mutation, draft)
    const row = acknowledgedRow(before, draft.task(mutation.id), result)
    if (row) draft.setTask(row.id, row)
  }
  const [first] = batch
  if (first && !isTaskMutation(first.mutation) && isList(answer)) draft.setList(answer.id, answer)
  return { ...draft.changes(), replaced: [], acknowledged: batch.map(({ key }) => key) }
}

/** A page of `/changes` has arrived, up to this cursor. */
export function applyChanges(
  state: SyncedState,
  changes: Changes['changes'],
  cursor: number,
): Commit {
  const rows: StoredRow[] = []
  const deleted: string[] = []
  const updates: ServerUpdate[] = []
  for (const { type, id, resource } of changes) {
    if (type !== 'task' && type !== 'list') continue
    if (type === 'task') updates.push({ id, row: (resource as Task | null) ?? undefined })
    if (resource) rows.push({ type, row: resource } as StoredRow)
    else deleted.push(id)
  }
  return { rows, deleted, cursor, ...rebased(state, updates) }
}

/** The cursor has expired: rows begin anew. Pending mutations stay, and keep the task that they are about. */
export function expire({ rows, pending }: SyncedState): Commit {
  const replaced = pending.flatMap((one) => {
    const lastKnown = rows.serverRows.tasks.get(one.mutation.id)
    return lastKnown ? [{ ...one, lastKnown }] : []
  })
  return { ...emptyCommit, replaced, reset: true, cursor: 0 }
}

/** A task as the server has it now; undefined where it was deleted. */
export interface ServerUpdate {
  id: string
  row: Task | undefined
}

/** What the server's rows make of the mutations that wait on them. */
export function rebased({ rows, pending }: SyncedState, updates: readonly ServerUpdate[]) {
  const change: OutboxChange = { replaced: [], acknowledged: [] }
  for (const { id, row } of updates) {
    const waiting = pending.filter(({ mutation }) => mutation.id === id && isTaskMutation(mutation))
    if (waiting.length > 0)
      add(change, waiting, rebase(waiting, row, rows.task(id) ?? rows.lastKnown(id)))
  }
  return change
}

/**
 * Mutations whose task no longer exists after a complete pull, e.g. made in one tab while another received the deletion.
 * Nothing is left to be done to a list that no longer exists.
 *
 * @returns null where there are none
 */
export function orphaned(state: SyncedState): OutboxChange | null {
  const { rows, pending } = state
  const isOrphaned = ({ mutation, conflict }: PendingMutation) =>
    isTaskMutation(mutation) &&
    conflict?.kind !== 'deleted' &&
    !rows.serverRows.tasks.has(mutation.id)
  const isOfNoList = ({ mutation }: PendingMutation) =>
    !isTaskMutation(mutation) &&
    !rows.serverRows.lists.has(mutation.id) &&
    !pending.some(({ mutation: { id, op } }) => id === mutation.id && op === 'create-list')
  const ids = new Set(pending.filter(isOrphaned).map(({ mutation }) => mutation.id))
  const change = rebased(
    state,
    [...ids].map((id) => ({ id, row: undefined })),
  )
  for (const one of pending) if (isOfNoList(one)) change.acknowledged.push(one.key)
  return change.replaced.length + change.acknowledged.length > 0 ? change : null
}

/**
 * Mutations that were made while a commit was on its way to their tab: the server's row is not the one that they were made
 * on, so they must not be sent as they are.
 *
 * @returns null where there are none
 */
export function outdated({ rows, pending }: SyncedState): OutboxChange | null {
  const change: OutboxChange = { replaced: [], acknowledged: [] }
  const others = changedByOthers(rows, pending)
  const byTask = Map.groupBy(pending, ({ mutation }) => mutation.id)
  for (const [id, waiting] of byTask) {
    const row = rows.serverRows.tasks.get(id)
    if (!row || others.has(id) || waiting.some(({ conflict }) => conflict)) continue
    const next = rebase(waiting, row, row)
    if (next.length < waiting.length || next.some(({ conflict }) => conflict))
      add(change, waiting, next)
  }
  return change.replaced.length + change.acknowledged.length > 0 ? change : null
}

/**
 * Tasks that change by a pending mutation of another id: of their parent, or of their list. The row that their own mutations
 * were made on is not the server's.
 */
function changedByOthers(
  rows: SyncedState['rows'],
  pending: readonly PendingMutation[],
): ReadonlySet<string> {
  const changed = new Set<string>()
  const draft = draftOf(rows)
  for (const { mutation } of pending)
    applyMutation(mutation, {
      ...draft,
      setTask(id, row) {
        if (id !== mutation.id) changed.add(id)
        draft.setTask(id, row)
      },
    })
  return changed
}

function add(
  { replaced, acknowledged }: OutboxChange,
  waiting: readonly PendingMutation[],
  next: readonly PendingMutation[],
): void {
  replaced.push(...next.filter((one) => !waiting.includes(one)))
  acknowledged.push(
    ...waiting.map(({ key }) => key).filter((key) => !next.some((one) => one.key === key)),
  )
}

/** In the minimal form. A permanent deletion has no version. */
interface BatchResult {
  version?: number
  seq?: number
}

/**
 * A row after a mutation, as far as a minimal answer tells; the next pull brings all of it. `after` is what the mutation
 * makes of `before`, and is what the server has unless somebody came between: then the version is not the next one. In that
 * case the row keeps the version that it had, or the first, so that a conditional request on it fails instead of
 * overwriting what nobody here has seen. Where the version is the same, nothing was changed.
 */
function acknowledgedRow(
  before: Task | undefined,
  after: Task | undefined,
  { version = 0, seq = 0 }: BatchResult = {},
): Task | undefined {
  const known = before?.version ?? 0
  if (before && known === version) return before
  const isNext = version === known + 1
  return (
    after && {
      ...after,
      version: isNext ? version : known || 1,
      seq: isNext ? seq : after.seq,
    }
  )
}

const has = (value: unknown, name: string) => value instanceof Object && name in value
const isBatch = (answer: unknown): answer is { results: BatchResult[] } => has(answer, 'results')
export const isTask = (value: unknown, id: string): value is Task =>
  has(value, 'version') && (value as Task).id === id
export const isList = (value: unknown): value is List => has(value, 'color')

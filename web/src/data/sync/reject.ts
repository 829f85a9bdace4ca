// What a refusal of the API makes of the mutation that it is about. Pure, as reconcile.ts is.
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Conflict } from '../contract.ts'
import { isTaskMutation, type PendingMutation } from '../mutations/mutation.ts'
import { type Commit, emptyCommit } from '../storage/commit.ts'
import type { StoredRow } from '../storage/stored.ts'
import type { Failure } from './failure.ts'
import { isList, isTask, rebased, type SyncedState } from './reconcile.ts'

/**
 * Nothing of the request was done. The failure becomes the conflict of the mutation that it is about, unless the server's
 * row settles it; the other mutations are sent again.
 *
 * @returns null where only the next pull can tell
 */
export function reject(
  state: SyncedState,
  rejected: PendingMutation,
  batch: readonly PendingMutation[],
  failure: Failure,
): Commit | null {
  const { mutation } = rejected
  const { id } = mutation
  if (!isTaskMutation(mutation)) return rejectList(state, rejected, failure)
  const current = isTask(failure.current, id) ? failure.current : undefined
  if (failure.status === 409 && current && mutation.op === 'create') {
    // Created before, by a request whose answer was lost for good: only what is new in it is left, an update.
    const { at, fields } = mutation
    const update = { op: 'update', id, at, patch: fields, base: { ...current } } as const
    return {
      ...withRow(state, id, current),
      replaced: [{ ...rejected, mutation: update, conflict: null }],
      acknowledged: [],
    }
  }
  const ahead = batch.slice(0, batch.indexOf(rejected)).filter((one) => one.mutation.id === id)
  if (failure.code === 'task_in_trash' && current)
    return (
      rejectInTrash(state, rejected, ahead.length === 0 ? current : null) ??
      block(state, rejected, failure)
    )
  if ((failure.status === 412 || failure.status === 404) && mutation.op !== 'create') {
    // Created here, or ended by a mutation ahead of it: it ends with that.
    const isOurs =
      ahead.length > 0 ||
      state.pending.some((one) => one.mutation.id === id && one.mutation.op === 'create')
    if (isOurs) return { ...emptyCommit, acknowledged: [rejected.key] }
    const commit = withRow(state, id, current)
    const version = state.rows.serverRows.tasks.get(id)?.version ?? 0
    // Without news the same request would be refused again, for ever.
    return isNews(commit) || (current?.version ?? 0) !== version
      ? commit
      : block(state, rejected, failure)
  }
  return block(state, rejected, failure)
}

/**
 * A task in the trash can be neither completed nor reopened nor moved.
 *
 * @param row as the server has it; null where mutations ahead in the same request would have changed it
 * @returns null where this is no news
 */
function rejectInTrash(
  state: SyncedState,
  rejected: PendingMutation,
  row: Task | null,
): Commit | null {
  const { id } = rejected.mutation
  const waiting = state.pending.filter(
    ({ mutation }) => mutation.id === id && isTaskMutation(mutation),
  )
  const behind = waiting.slice(waiting.findIndex(({ key }) => key === rejected.key) + 1)
  const restore = behind.find(({ mutation }) => mutation.op === 'restore')
  // A restore waits behind it: that comes first.
  if (restore) {
    const replaced = [
      { ...rejected, mutation: restore.mutation },
      { ...restore, mutation: rejected.mutation },
    ]
    return { ...emptyCommit, replaced }
  }
  // Another tab of this browser put the task into the trash, which settles the mutation.
  if (waiting.some(({ mutation }) => mutation.op === 'delete'))
    return { ...emptyCommit, acknowledged: [rejected.key] }
  if (!row) return null
  const commit = withRow(state, id, row)
  return isNews(commit) ? commit : null
}

function rejectList(
  state: SyncedState,
  rejected: PendingMutation,
  failure: Failure,
): Commit | null {
  // An older API that has no lists answers 404 as well: the pull has a tombstone if the list is gone.
  if (failure.status === 404) return null
  if (failure.status === 409 && isList(failure.current) && rejected.mutation.op === 'create-list') {
    // Created before, by a request whose answer was lost for good, and changed by somebody since.
    const rows: StoredRow[] = [{ type: 'list', row: failure.current }]
    return { ...emptyCommit, rows, acknowledged: [rejected.key] }
  }
  // The list to come after is gone: this one stays where it is.
  if (rejected.mutation.op === 'move-list') return { ...emptyCommit, acknowledged: [rejected.key] }
  return block(state, rejected, failure)
}

/** Keeps the mutation from being sent until the person has decided. */
function block(
  { rows, pending }: SyncedState,
  rejected: PendingMutation,
  { code, detail, errors }: Failure,
): Commit {
  const { id, op } = rejected.mutation
  // A mutation behind it has removed the task from the screen: nobody could resolve the conflict.
  if (isTaskMutation(rejected.mutation) && !rows.task(id)) {
    const mine = op === 'create' ? pending.filter(({ mutation }) => mutation.id === id) : [rejected]
    return { ...emptyCommit, acknowledged: mine.map(({ key }) => key) }
  }
  const conflict: Conflict = { kind: 'rejected', code, detail, errors }
  return { ...emptyCommit, replaced: [{ ...rejected, conflict }] }
}

/** One task as the server has it, and what that makes of the mutations that wait on it. */
function withRow(state: SyncedState, id: string, row: Task | undefined): Commit {
  const rows: StoredRow[] = row ? [{ type: 'task', row }] : []
  return { rows, deleted: row ? [] : [id], ...rebased(state, [{ id, row }]) }
}

const isNews = ({ replaced, acknowledged }: Commit) =>
  replaced.length > 0 || acknowledged.length > 0

// What an answer of the server means for the rows and for the edits that wait.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { rebase } from '../conflicts/rebase.ts'
import type { Conflict } from '../contract.ts'
import { isTaskMutation, type PendingMutation } from '../mutations/mutation.ts'
import { type Commit, emptyCommit } from '../storage/commit.ts'
import type { StoredRow } from '../storage/stored.ts'
import type { OptimisticStore } from '../store/optimistic-store.ts'
import type { Failure } from './failure.ts'
import { applyToServerRows, type Touched } from './settle.ts'

interface Deps {
  world: OptimisticStore
  entries: () => readonly PendingMutation[]
  versionOf: (id: string) => number
}

export function createReconcile({ world, entries, versionOf }: Deps) {
  function acknowledge(batch: readonly PendingMutation[], answer: unknown): Commit {
    const touched: Touched = { tasks: new Set(), lists: new Set() }
    const results = isBatch(answer) ? answer.results : []
    // One after the other, as they were done: what was made may have come to its end in the same request.
    for (const [at, entry] of batch.entries()) {
      const result = results[at]
      const before = world.serverRows.tasks.get(entry.mutation.id)
      // A replayed answer can be older than the changes that came meanwhile: the row is at its seq already, or past it.
      if (before && result?.seq && before.seq >= result.seq) continue
      applyToServerRows(entry, world, touched)
      const row = rowAfter(before, world.serverRows.tasks.get(entry.mutation.id), result)
      if (row) world.setServerRow('task', row.id, row)
    }
    const [first] = batch
    if (first && !isTaskMutation(first.mutation) && isList(answer)) {
      world.setServerRow('list', answer.id, answer)
      touched.lists.add(answer.id)
    }
    return { ...told(touched), replaced: [], acknowledged: batch.map(({ key }) => key) }
  }

  function told(touched: Touched) {
    const rows: StoredRow[] = []
    const deleted: string[] = []
    for (const type of ['task', 'list'] as const)
      for (const id of touched[`${type}s`]) {
        const row = world.serverRows[`${type}s`].get(id)
        if (row) rows.push({ type, row } as StoredRow)
        else deleted.push(id)
      }
    return { rows, deleted }
  }

  /**
   * Nothing of it was done. The failure becomes the matter of the edit that it is about; the others are sent again. Null
   * where `/changes` has to tell first.
   */
  function reject(
    entry: PendingMutation,
    batch: readonly PendingMutation[],
    failure: Failure,
  ): Commit | null {
    const { id, op } = entry.mutation
    if (!isTaskMutation(entry.mutation)) return refusedList(entry, failure)
    if (failure.status === 409 && isTask(failure.current, id) && entry.mutation.op === 'create') {
      // It is there already, by an answer that was lost for good: what is new in it is an edit of it.
      const { at, fields } = entry.mutation
      const mutation = {
        op: 'update',
        id,
        at,
        patch: fields,
        base: { ...failure.current },
      } as const
      return {
        ...applyServerRow(failure.current, id),
        replaced: [{ ...entry, mutation, conflict: null }],
        acknowledged: [],
      }
    }
    if (failure.code === 'task_in_trash' && isTask(failure.current, id)) {
      const isAlone = !batch
        .slice(0, batch.indexOf(entry))
        .some(({ mutation }) => mutation.id === id)
      return inTrash(entry, isAlone ? failure.current : null) ?? block(entry, failure)
    }
    if (failure.status === 412 || failure.status === 404) {
      if (op === 'create') return block(entry, failure)
      // Made and ended by what waits before it, or there until then for the edits before it: it ends with that.
      const isOurs =
        entries().some(({ mutation }) => mutation.id === id && mutation.op === 'create') ||
        batch.slice(0, batch.indexOf(entry)).some(({ mutation }) => mutation.id === id)
      if (isOurs) return { ...emptyCommit, acknowledged: [entry.key] }
      const before = versionOf(id)
      const heard = applyServerRow(isTask(failure.current, id) ? failure.current : undefined, id)
      const isNews =
        heard.replaced.length > 0 || heard.acknowledged.length > 0 || versionOf(id) !== before
      // Sent again it would be refused again, for ever.
      return isNews ? heard : block(entry, failure)
    }
    return block(entry, failure)
  }

  /**
   * A task in the trash is neither completed nor reopened nor moved. Null where this is no news.
   *
   * @param row as the server has it; null where it is as edits of the same request would have left it
   */
  function inTrash(entry: PendingMutation, row: Task | null): Commit | null {
    const { id } = entry.mutation
    const waiting = entries().filter(
      ({ mutation }) => mutation.id === id && isTaskMutation(mutation),
    )
    const behind = waiting.slice(waiting.findIndex(({ key }) => key === entry.key) + 1)
    const restore = behind.find(({ mutation }) => mutation.op === 'restore')
    // Taken out behind it: that comes first.
    if (restore) {
      const replaced = [
        { ...entry, mutation: restore.mutation },
        { ...restore, mutation: entry.mutation },
      ]
      return { rows: [], deleted: [], replaced, acknowledged: [] }
    }
    // Put there from here, by another tab: there it has an end of its own.
    if (waiting.some(({ mutation }) => mutation.op === 'delete'))
      return { rows: [], deleted: [], replaced: [], acknowledged: [entry.key] }
    if (!row) return null
    const heard = applyServerRow(row, id)
    return heard.replaced.length > 0 || heard.acknowledged.length > 0 ? heard : null
  }

  function refusedList(entry: PendingMutation, failure: Failure): Commit | null {
    // A path that the API does not know is a 404 as well, and an older version of the API knows no lists.
    if (failure.status === 404) return null
    if (failure.status === 409 && isList(failure.current) && entry.mutation.op === 'create-list') {
      // It is there already, by an answer that was lost for good, and somebody has changed it since.
      const row = failure.current
      world.setServerRow('list', row.id, row)
      return { rows: [{ type: 'list', row }], deleted: [], replaced: [], acknowledged: [entry.key] }
    }
    // Its neighbour is gone: it stays where it is.
    if (entry.mutation.op === 'move-list') return { ...emptyCommit, acknowledged: [entry.key] }
    return block(entry, failure)
  }

  function block(entry: PendingMutation, { code, detail, errors }: Failure): Commit {
    const { id, op } = entry.mutation
    // Ended by what waits behind it, it is not on the screen: nobody could be asked about it.
    if (isTaskMutation(entry.mutation) && !world.task(id)) {
      const mine =
        op === 'create' ? entries().filter(({ mutation }) => mutation.id === id) : [entry]
      return { ...emptyCommit, acknowledged: mine.map(({ key }) => key) }
    }
    const conflict: Conflict = { kind: 'rejected', code, detail, errors }
    return { ...emptyCommit, replaced: [{ ...entry, conflict }] }
  }

  /** The server's word on one task, and what it makes of the edits that wait on it. */
  function applyServerRow(row: Task | undefined, id: string): Commit {
    const last = world.task(id)
    world.setServerRow('task', id, row)
    const rows: StoredRow[] = row ? [{ type: 'task', row }] : []
    return { rows, deleted: row ? [] : [id], ...rebased(new Map([[id, last]])) }
  }

  /** @param touched tasks of which the server said something, as they were shown before */
  function rebased(
    touched: ReadonlyMap<string, Task | undefined>,
  ): Pick<Commit, 'replaced' | 'acknowledged'> {
    const replaced: PendingMutation[] = []
    const acknowledged: number[] = []
    for (const [id, last] of touched) {
      const row = world.serverRows.tasks.get(id)
      const waiting = entries().filter(
        ({ mutation }) => mutation.id === id && isTaskMutation(mutation),
      )
      if (waiting.length === 0) continue
      const next = rebase(waiting, row, last ?? world.lastKnown(id))
      replaced.push(...next.filter((entry) => !waiting.includes(entry)))
      acknowledged.push(
        ...waiting.map(({ key }) => key).filter((key) => !next.some((one) => one.key === key)),
      )
    }
    return { replaced, acknowledged }
  }

  /**
   * Edits of tasks that are not there, when all has been heard: what is done in one tab as another hears of the end. Of a
   * list that is gone, nothing is left to be done.
   *
   * @returns what becomes of them; null where there are none
   */
  function orphaned(): Pick<Commit, 'replaced' | 'acknowledged'> | null {
    const isBereft = ({ mutation, conflict }: PendingMutation) =>
      isTaskMutation(mutation) &&
      conflict?.kind !== 'deleted' &&
      !world.serverRows.tasks.has(mutation.id)
    const ids = entries()
      .filter(isBereft)
      .map(({ mutation }) => mutation.id)
    const found = rebased(new Map(ids.map((id) => [id, world.task(id)])))
    for (const { key, mutation } of entries())
      if (isOfNoList(mutation)) found.acknowledged.push(key)
    return found.replaced.length + found.acknowledged.length > 0 ? found : null
  }

  const isOfNoList = (mutation: PendingMutation['mutation']) =>
    !isTaskMutation(mutation) &&
    !world.serverRows.lists.has(mutation.id) &&
    !entries().some((one) => one.mutation.id === mutation.id && one.mutation.op === 'create-list')

  return { acknowledge, reject, rebased, orphaned }
}

/** In the minimal form. A delete for good has no version. */
interface BatchResult {
  version?: number
  seq?: number
}

/**
 * A row after an edit, as far as the answer tells; all of it comes with what is new. `settled` is what the edit makes of
 * `before`, and is what the server has if nobody came between: then its version is the next one. Else it keeps the version
 * that it had, or the first, so that what is done to it next is refused and not done to what nobody here has seen. Where
 * the version is the same, nothing was there to be changed.
 */
function rowAfter(
  before: Task | undefined,
  settled: Task | undefined,
  { version = 0, seq = 0 }: BatchResult = {},
): Task | undefined {
  const known = before?.version ?? 0
  if (before && known === version) return before
  const isNext = version === known + 1
  return (
    settled && {
      ...settled,
      version: isNext ? version : known || 1,
      seq: isNext ? seq : settled.seq,
    }
  )
}

const has = (value: unknown, name: string) => value instanceof Object && name in value
const isBatch = (answer: unknown): answer is { results: BatchResult[] } => has(answer, 'results')
const isTask = (value: unknown, id: string): value is Task =>
  has(value, 'version') && (value as Task).id === id
const isList = (value: unknown): value is List => has(value, 'color')

// The tasks of one account in this tab. Every write is painted at once and sent afterwards, in order.
import type { Task } from '../../../worker/tasks/schema.ts'
import type { ApiFailure } from '../api.ts'
import { backoff } from './backoff.ts'
import type { Editing } from './drafts.ts'
import { difference } from './merge.ts'
import { createPaging } from './paging.ts'
import {
  acknowledged,
  type Change,
  type Draft,
  draftOf,
  expectedVersion,
  failed,
  isText,
  mismatched,
  newRow,
  type Patch,
  painted,
  type Row,
  type Trouble,
  tidyTitle,
} from './row.ts'
import { createRows } from './rows.ts'
import { asFailure, currentTask, type ListPage, type Send } from './send.ts'

type Deps = {
  send: Send
  listPage: ListPage
  now: () => Date
  newId: () => string
  /** Runs something later; answers how to call it off. */
  later: (milliseconds: number, run: () => void) => () => void
}

export type TaskStore = ReturnType<typeof createTaskStore>

/** How long a finished task stays where it was, so that the eye can follow. */
const settling = 180

export function createTaskStore({ send, listPage, now, newId, later }: Deps) {
  const rows = createRows()
  const retries = backoff(later, retry)
  const paging = createPaging(rows, listPage, retryAfter)
  const stamp = () => now().toISOString()

  function retry() {
    for (const row of rows.all()) if (row.waiting) void drain(row.id)
    paging.loadFailed()
  }

  function retryAfter(failure: ApiFailure) {
    if (failure.isOutage) retries.schedule(failure.retryAfterSeconds)
  }

  function enqueue(id: string, change: Change) {
    const row = rows.get(id)
    if (!row) return
    rows.put(painted({ ...row, changes: [...row.changes, change] }))
    void drain(id)
  }

  async function drain(id: string): Promise<void> {
    const row = rows.get(id)
    const change = row?.changes[0]
    if (!row || !change || row.sending || row.trouble) return
    rows.put({ ...row, sending: true })
    try {
      const answer = await send(id, change, expectedVersion(row, change))
      rows.settle(id, (latest) => acknowledged(latest, answer ?? inTrash(latest)))
      if (retries.reset()) retry()
    } catch (error) {
      settleFailure(id, change, error)
    }
    if (!rows.get(id)?.waiting) void drain(id)
  }

  function settleFailure(id: string, change: Change, error: unknown) {
    const failure = asFailure(error)
    const current = currentTask(failure)
    const isDeleted = failure.status === 404 && change.kind === 'delete'
    if (isDeleted) rows.settle(id, (row) => acknowledged(row, inTrash(row)))
    // An earlier try got through without our hearing of it, and the task has changed since.
    else if (current && change.kind === 'add') rows.settle(id, (row) => acknowledged(row, current))
    else if (current && change.kind === 'edit') rows.settle(id, (row) => mismatched(row, current))
    else {
      rows.settle(id, (row) => failed(row, failure))
      retryAfter(failure)
      if (!failure.isOutage && failure.status !== 401 && !isText(change)) {
        const title = rows.get(id)?.task.title ?? ''
        rows.look({ mishap: { kind: change.kind, title, failure } })
      }
    }
  }

  const inTrash = ({ base, task }: Row): Task => ({
    ...(base ?? task),
    deleted_at: base?.deleted_at ?? stamp(),
  })

  function replaceHead(row: Row, head: Change) {
    const isEmpty = head.kind === 'edit' && Object.keys(head.patch).length === 0
    const changes = isEmpty ? row.changes.slice(1) : [head, ...row.changes.slice(1)]
    rows.put(painted({ ...row, changes, trouble: null }))
    void drain(row.id)
  }

  function add(draft: Draft): string {
    const id = newId()
    rows.put(newRow(id, null, { kind: 'add', draft, at: stamp() }))
    void drain(id)
    return id
  }

  return {
    subscribe: rows.subscribe,
    overview: rows.overview,
    row: rows.get,
    load: paging.load,
    more: paging.more,
    retry,

    add,

    editing: rows.editing,
    newTitle: rows.newTitle,
    typeNewTitle: rows.setNewTitle,
    /** Opens the editor of a task, be it with what was typed in it before. */
    startEditing(id: string, before?: Editing) {
      const row = rows.get(id)
      if (row && !rows.editing(id)) {
        rows.setEditing(id, before ?? { values: draftOf(row.task), seen: row.task })
      }
    },
    type(id: string, patch: Patch) {
      const editing = rows.editing(id)
      if (editing) rows.setEditing(id, { ...editing, values: { ...editing.values, ...patch } })
    },
    /** Closes the editor; answers what was in it. */
    stopEditing(id: string): Editing | undefined {
      const editing = rows.editing(id)
      if (editing) rows.setEditing(id, null)
      return editing
    },

    /** Changes what differs from the task that was seen; over text in trouble it writes anew. */
    edit(id: string, values: Patch, seen: Task) {
      const patch = difference(values, seen)
      const row = rows.get(id)
      const head = row?.changes[0]
      if (!row || Object.keys(patch).length === 0) return
      if (row.trouble && head?.kind === 'add') {
        replaceHead(row, { ...head, draft: { ...head.draft, ...patch } })
      } else if (row.trouble && head?.kind === 'edit') {
        replaceHead(row, { ...head, patch: { ...head.patch, ...patch } })
      } else enqueue(id, { kind: 'edit', patch, seen })
    },

    complete(id: string) {
      rows.hold(id)
      enqueue(id, { kind: 'complete', at: stamp() })
      later(settling, () => rows.settled(id))
    },
    reopen(id: string) {
      rows.settled(id)
      enqueue(id, { kind: 'reopen', at: stamp() })
    },
    remove: (id: string) => enqueue(id, { kind: 'delete', at: stamp() }),
    restore: (id: string) => enqueue(id, { kind: 'restore', at: stamp() }),

    /** Ends a conflict: our values go over theirs, or theirs stay where both changed. */
    resolve(id: string, keep: 'mine' | 'theirs') {
      const row = rows.get(id)
      const head = row?.changes[0]
      if (!row?.base || head?.kind !== 'edit' || row.trouble?.kind !== 'conflict') return
      const patch = { ...head.patch }
      if (keep === 'theirs') for (const field of row.trouble.fields) delete patch[field]
      replaceHead(row, { ...head, patch, seen: row.base })
    },

    /** Takes an edited task back out of the trash it was moved to elsewhere. */
    rescue(id: string) {
      const row = rows.get(id)
      const head = row?.changes[0]
      if (!row?.base || head?.kind !== 'edit') return
      const back: Change = { kind: 'restore', at: stamp() }
      const edited = { ...head, seen: row.base }
      rows.put(painted({ ...row, changes: [back, edited, ...row.changes.slice(1)], trouble: null }))
      void drain(id)
    },

    /** Makes a new task of one that is gone and of what was written in it. */
    addAnew(id: string) {
      const row = rows.get(id)
      if (!row) return
      const draft = { ...draftOf(row.task), ...rows.editing(id)?.values }
      add({ ...draft, title: tidyTitle(draft.title) || row.task.title })
      rows.drop(id)
    },

    /** Gives up text that could not be saved; with it goes a task that the server does not have. */
    discard(id: string) {
      const row = rows.get(id)
      const { trouble = null, base = null } = row ?? {}
      if (!row || !base || isGone(trouble)) return rows.drop(id)
      rows.setEditing(id, null)
      rows.put(painted({ ...row, changes: [], trouble: null }))
    },

    dismissMishap: () => rows.look({ mishap: null }),
  }
}

const isGone = (trouble: Trouble | null) =>
  trouble?.kind === 'refused' && trouble.failure.status === 404

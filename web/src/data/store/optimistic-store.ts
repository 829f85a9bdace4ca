// What the page shows: the server's rows, with all pending mutations applied over them in order.

import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import { applyMutation, type MutableRows } from '../mutations/mutators.ts'
import { createOutbox } from '../mutations/outbox.ts'
import type { Undoable } from '../mutations/undoable.ts'
import type { Commit } from '../storage/commit.ts'
import type { InFlightRequest, StoredData } from '../storage/stored.ts'
import type { LiveQueries } from './live-queries.ts'
import type { ChangedIds, Rows } from './rows.ts'

/** How far this browser is with the server. */
export interface Progress {
  /** Counts the leader's commits: a follower that misses one reads everything again. */
  commitSequence: number
  cursor: number
  inFlight: InFlightRequest | null
}

interface Deps {
  rows: Rows
  queries: LiveQueries
  /** Some row looks different. */
  onChanged: () => void
}

export type OptimisticStore = ReturnType<typeof createOptimisticStore>

export function createOptimisticStore({ rows, queries, onChanged }: Deps) {
  const outbox = createOutbox()
  let progress: Readonly<Progress> = { commitSequence: 0, cursor: 0, inFlight: null }
  /** Acts that wait for a hydration under way. */
  let deferred: (() => void)[] | null = []

  function show(changed: ChangedIds) {
    queries.changed(changed, outbox.all())
    if (changed.tasks.size + changed.lists.size > 0) onChanged()
  }
  const rebuild = () => rows.rebuildLayer(applying(outbox.all()))

  function remove(id: string) {
    rows.setServerRow('task', id, undefined)
    rows.setServerRow('list', id, undefined)
  }

  function updateOutbox(change: Pick<Commit, 'replaced' | 'acknowledged'>) {
    outbox.update(change)
    show(rebuild())
  }

  return {
    rows,
    outbox: { all: outbox.all, persisted: outbox.persisted, unpersisted: outbox.unpersisted },
    progress: () => progress,

    /** Mutations of this tab, shown at once. */
    add(mutations: readonly Mutation[], blocked?: Undoable['blocked']): PendingMutation[] {
      const added = outbox.add(mutations, blocked)
      show(rows.addToLayer(applying(added)))
      return added
    },
    /** They are on the disk now, under the keys of `persisted`. */
    persisted(added: readonly PendingMutation[], persisted: readonly PendingMutation[]) {
      if (!outbox.markPersisted(added, persisted)) show(rebuild())
    },
    updateOutbox,

    /** The only way by which an answer of the server becomes rows, in the leading tab and in those that follow. */
    applyCommit(commit: Commit, commitSequence: number) {
      const { serverRows } = rows
      if (commit.reset)
        for (const id of [...serverRows.tasks.keys(), ...serverRows.lists.keys()]) remove(id)
      for (const { type, row } of commit.rows) rows.setServerRow(type, row.id, row)
      for (const id of commit.deleted) remove(id)
      const { cursor = progress.cursor, inFlight = progress.inFlight } = commit
      progress = { commitSequence, cursor, inFlight }
      updateOutbox(commit)
      if (commit.reset) queries.refresh()
    },

    /** Runs `act` at once, or after the hydration under way: what is being read may be older than what it does, or newer. */
    whenHydrated(act: () => void) {
      if (deferred) deferred.push(act)
      else act()
    },
    beginHydration() {
      deferred ??= []
    },
    /** @param missing ids of rows that are shown and not in the storage */
    endHydration({ entries, ...reached }: StoredData, missing: Iterable<string>) {
      for (const id of missing) remove(id)
      outbox.hydrate(entries)
      progress = reached
      rebuild()
      // Everything is drawn anew, so what has changed does not matter.
      show({ tasks: new Set(), lists: new Set() })
      queries.refresh()
    },
    runDeferred() {
      const acts = deferred ?? []
      deferred = null
      for (const act of acts) act()
    },
  }
}

/** Applies them in order. A task that is gone is shown as it was known last, so that its conflict can be shown. */
const applying = (pending: readonly PendingMutation[]) => (layer: MutableRows) => {
  for (const { lastKnown } of pending)
    if (lastKnown && !layer.task(lastKnown.id)) layer.setTask(lastKnown.id, lastKnown)
  for (const { mutation } of pending) applyMutation(mutation, layer)
}

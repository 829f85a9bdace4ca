// What the leading tab does: sends what waits, one request after another, and then asks what is new.
import type { List } from '../../../worker/lists/schema.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { Question } from './contract.ts'
import { type Entry, isOnTask } from './edits.ts'
import type { Inflight, StoredRow } from './kept.ts'
import { rebase } from './rebase.ts'
import { nextRequest } from './request.ts'
import type { World } from './world.ts'

/** A call that failed, as api.ts tells it. `status` is 0 where no answer came. */
export interface Failure {
  status: number
  code: string
  detail: string
  errors: { pointer: string; code: string; detail: string }[]
  current: unknown
  /** Which operation of a batch was refused. */
  index: number | null
  retryAfterSeconds: number | null
}

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  body: string | null
  idempotencyKey?: string
}
/** Resolves with the body of the answer, null where it has none; rejects with a `Failure`. */
export type Send = (request: Request) => Promise<unknown>

/** What one answer of the server comes to, for this tab, the others and the disk. */
export interface Settled {
  rows: StoredRow[]
  gone: string[]
  fresh?: boolean
  cursor?: number
  inflight?: Inflight | null
  /** Entries that say something else now. */
  put: Entry[]
  /** Keys of entries that are done. */
  settled: number[]
}

interface Deps {
  world: World
  entries: () => readonly Entry[]
  send: Send
  /** Writes it down and shows it. */
  commit: (settled: Settled) => Promise<void>
  newKey: () => string
  onFirstSync: (count: number | null) => void
}

interface Changes {
  changes: { type: 'task' | 'list'; id: string; resource: Task | List | null }[]
  next: number
  has_more: boolean
}

/** Anything else that goes wrong is this browser's: a full disk, a database that was taken away. */
export const asFailure = (error: unknown): Failure =>
  isFailure(error)
    ? error
    : {
        status: -1,
        code: 'browser',
        detail: error instanceof Error ? error.message : String(error),
        errors: [],
        current: undefined,
        index: null,
        retryAfterSeconds: null,
      }

const isFailure = (error: unknown): error is Failure =>
  typeof error === 'object' && error !== null && 'status' in error && 'code' in error

export function synchronizer({ world, entries, send, commit, newKey, onFirstSync }: Deps) {
  /** Smaller after a refusal that does not say which of several it is about. */
  let most = 100
  const versionOf = (id: string) =>
    world.base.tasks.get(id)?.version ?? world.base.lists.get(id)?.version ?? 0

  const parentOf = (id: string) => world.base.tasks.get(id)?.parent_id ?? null

  /** Throws the failure that calls for another try later. */
  async function push(pending: Inflight | null): Promise<void> {
    let inflight = pending
    for (;;) {
      if (!inflight) {
        inflight = nextRequest(entries(), { versionOf, parentOf, most, newKey })
        if (!inflight) return
        // Written down before it is sent: an answer that is lost is asked for again, in the same words.
        await commit({ rows: [], gone: [], put: [], settled: [], inflight })
      }
      const { keys, idempotencyKey, method, path, body } = inflight
      const carried = entries().filter(({ key }) => keys.includes(key))
      try {
        const answer = await send({
          method,
          path,
          body,
          ...(method === 'POST' && { idempotencyKey }),
        })
        most = 100
        await commit({ ...done(carried, answer), inflight: null })
      } catch (error) {
        if (!isFailure(error) || isForLater(error)) throw error
        await commit({ ...refused(carried, error), inflight: null })
      }
      inflight = null
    }
  }

  function done(carried: readonly Entry[], answer: unknown): Settled {
    const touched = { tasks: new Set<string>(), lists: new Set<string>() }
    for (const entry of carried) {
      const { tasks, lists } = world.settle(entry)
      for (const id of tasks) touched.tasks.add(id)
      for (const id of lists) touched.lists.add(id)
    }
    const resources = isBatch(answer)
      ? answer.results.flatMap(({ resource }) => resource ?? [])
      : []
    for (const resource of resources) {
      world.setBase('task', resource.id, resource)
      touched.tasks.add(resource.id)
    }
    const [first] = carried
    if (first && !isOnTask(first.edit) && isList(answer)) {
      world.setBase('list', answer.id, answer)
      touched.lists.add(answer.id)
    }
    return { ...told(touched), put: [], settled: carried.map(({ key }) => key) }
  }

  function told({ tasks, lists }: { tasks: Set<string>; lists: Set<string> }) {
    const rows: StoredRow[] = []
    const gone: string[] = []
    for (const id of tasks) {
      const row = world.base.tasks.get(id)
      if (row) rows.push({ type: 'task', row })
      else gone.push(id)
    }
    for (const id of lists) {
      const row = world.base.lists.get(id)
      if (row) rows.push({ type: 'list', row })
      else gone.push(id)
    }
    return { rows, gone }
  }

  /** Nothing of it was done. What is said of one edit becomes that one's matter; the others are sent again. */
  function refused(carried: readonly Entry[], failure: Failure): Settled {
    const index = failure.index ?? indexIn(failure) ?? (carried.length === 1 ? 0 : null)
    const entry = index === null ? undefined : carried[index]
    if (!entry) {
      most = Math.max(1, Math.floor(carried.length / 2))
      return { rows: [], gone: [], put: [], settled: [] }
    }
    const { id, op } = entry.edit
    if (!isOnTask(entry.edit)) return refusedList(entry, failure)
    if (failure.status === 409 && isTask(failure.current) && entry.edit.op === 'create') {
      // It is there already, by an answer that was lost for good: what is new in it is an edit of it.
      const { at, fields } = entry.edit
      const edit = { op: 'update', id, at, patch: fields, seen: { ...failure.current } } as const
      return {
        ...said(failure.current, id),
        put: [{ ...entry, edit, question: null }],
        settled: [],
      }
    }
    if (failure.status === 412 || failure.status === 404) {
      if (op === 'create') return held(entry, failure)
      // Made and ended by what waits before it: nobody else has seen it, and it ends with it.
      const isOurs = entries().some(({ edit }) => edit.id === id && edit.op === 'create')
      if (isOurs) return { rows: [], gone: [], put: [], settled: [entry.key] }
      const before = versionOf(id)
      const heard = said(isTask(failure.current) ? failure.current : undefined, id)
      const isNews = heard.put.length > 0 || heard.settled.length > 0 || versionOf(id) !== before
      // Sent again it would be refused again, for ever.
      return isNews ? heard : held(entry, failure)
    }
    return held(entry, failure)
  }

  function refusedList(entry: Entry, failure: Failure): Settled {
    const isGone = failure.status === 404 || failure.status === 412
    // A list that is gone needs no more of what was done to it, and one that nobody takes is not made.
    if (isGone) {
      world.setBase('list', entry.edit.id, undefined)
      return { rows: [], gone: [entry.edit.id], put: [], settled: [entry.key] }
    }
    return held(entry, failure)
  }

  function held(entry: Entry, { code, detail, errors }: Failure): Settled {
    const question: Question = { kind: 'refused', code, detail, errors }
    return { rows: [], gone: [], put: [{ ...entry, question }], settled: [] }
  }

  /** The server's word on one task, and what it makes of the edits that wait on it. */
  function said(row: Task | undefined, id: string): Settled {
    const last = world.task(id)
    world.setBase('task', id, row)
    const rows: StoredRow[] = row ? [{ type: 'task', row }] : []
    return { rows, gone: row ? [] : [id], ...rebased(new Map([[id, last]])) }
  }

  /** @param touched tasks of which the server said something, as they were shown before */
  function rebased(
    touched: ReadonlyMap<string, Task | undefined>,
  ): Pick<Settled, 'put' | 'settled'> {
    const put: Entry[] = []
    const settled: number[] = []
    for (const [id, last] of touched) {
      const waiting = entries().filter(({ edit }) => edit.id === id && isOnTask(edit))
      if (waiting.length === 0) continue
      const next = rebase(waiting, world.base.tasks.get(id), last)
      put.push(...next.filter((entry) => !waiting.includes(entry)))
      settled.push(
        ...waiting.map(({ key }) => key).filter((key) => !next.some((one) => one.key === key)),
      )
    }
    return { put, settled }
  }

  async function pull(since: number): Promise<void> {
    let cursor = since
    let count = 0
    for (;;) {
      const page = await send({
        method: 'GET',
        path: `/api/v1/changes?since=${cursor}&limit=500`,
        body: null,
      }).catch((error: unknown) => {
        if (isFailure(error) && error.status === 410) return null
        throw error
      })
      if (!page) {
        // This copy is too old to be brought up to date; what was done here is not lost with it.
        for (const id of [...world.base.tasks.keys()]) world.setBase('task', id, undefined)
        for (const id of [...world.base.lists.keys()]) world.setBase('list', id, undefined)
        await commit({ rows: [], gone: [], fresh: true, cursor: 0, put: [], settled: [] })
        cursor = 0
        continue
      }
      const { changes, next, has_more } = page as Changes
      if (changes.length > 0 || next !== cursor) await take(changes, next)
      cursor = next
      count += changes.length
      if (since === 0) onFirstSync(has_more ? count : null)
      if (!has_more) return
    }
  }

  async function take(changes: Changes['changes'], cursor: number): Promise<void> {
    const rows: StoredRow[] = []
    const gone: string[] = []
    const touched = new Map<string, Task | undefined>()
    for (const { type, id, resource } of changes) {
      if (type === 'task') touched.set(id, world.task(id))
      world.setBase(type, id, resource ?? undefined)
      if (resource) rows.push({ type, row: resource } as StoredRow)
      else gone.push(id)
    }
    await commit({ rows, gone, cursor, ...rebased(touched) })
  }

  return { push, pull }
}

/** Worth another try: nobody's fault, or a session that may come back. */
const isForLater = ({ status }: Failure) =>
  status === 0 || status === 401 || status === 408 || status === 429 || status >= 500

/** Of `/operations/3/body/title`, 3. */
function indexIn({ errors }: Failure): number | null {
  const [, index] = /^\/operations\/(\d+)/.exec(errors[0]?.pointer ?? '') ?? []
  return index === undefined ? null : Number(index)
}

const isBatch = (answer: unknown): answer is { results: { resource?: Task }[] } =>
  typeof answer === 'object' && answer !== null && 'results' in answer
const isTask = (value: unknown): value is Task =>
  typeof value === 'object' && value !== null && 'title' in value && 'version' in value
const isList = (value: unknown): value is List =>
  typeof value === 'object' && value !== null && 'name' in value && 'color' in value

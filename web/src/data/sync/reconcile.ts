// What an answer of the server means for the rows and for the edits that wait.
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import { rebase } from '../conflicts/rebase.ts'
import type { Question } from '../contract.ts'
import { type Entry, isOnTask } from '../mutations/mutation.ts'
import { nothing, type Settled } from '../storage/commit.ts'
import type { StoredRow } from '../storage/stored.ts'
import type { World } from '../store/optimistic-store.ts'
import type { Failure } from './failure.ts'
import { settle, type Touched } from './settle.ts'

interface Deps {
  world: World
  entries: () => readonly Entry[]
  versionOf: (id: string) => number
}

export function answersOn({ world, entries, versionOf }: Deps) {
  function done(carried: readonly Entry[], answer: unknown): Settled {
    const touched: Touched = { tasks: new Set(), lists: new Set() }
    const results = isBatch(answer) ? answer.results : []
    // One after the other, as they were done: what was made may have come to its end in the same request.
    for (const [at, entry] of carried.entries()) {
      const result = results[at]
      const before = world.base.tasks.get(entry.edit.id)
      // A replayed answer can be older than the changes that came meanwhile: the row is at its seq already, or past it.
      if (before && result?.seq && before.seq >= result.seq) continue
      settle(entry, world, touched)
      const row = rowAfter(before, world.base.tasks.get(entry.edit.id), result)
      if (row) world.setBase('task', row.id, row)
    }
    const [first] = carried
    if (first && !isOnTask(first.edit) && isList(answer)) {
      world.setBase('list', answer.id, answer)
      touched.lists.add(answer.id)
    }
    return { ...told(touched), put: [], settled: carried.map(({ key }) => key) }
  }

  function told(touched: Touched) {
    const rows: StoredRow[] = []
    const gone: string[] = []
    for (const type of ['task', 'list'] as const)
      for (const id of touched[`${type}s`]) {
        const row = world.base[`${type}s`].get(id)
        if (row) rows.push({ type, row } as StoredRow)
        else gone.push(id)
      }
    return { rows, gone }
  }

  /**
   * Nothing of it was done. The failure becomes the matter of the edit that it is about; the others are sent again. Null
   * where `/changes` has to tell first.
   */
  function refused(entry: Entry, carried: readonly Entry[], failure: Failure): Settled | null {
    const { id, op } = entry.edit
    if (!isOnTask(entry.edit)) return refusedList(entry, failure)
    if (failure.status === 409 && isTask(failure.current, id) && entry.edit.op === 'create') {
      // It is there already, by an answer that was lost for good: what is new in it is an edit of it.
      const { at, fields } = entry.edit
      const edit = { op: 'update', id, at, patch: fields, seen: { ...failure.current } } as const
      return {
        ...said(failure.current, id),
        put: [{ ...entry, edit, question: null }],
        settled: [],
      }
    }
    if (failure.code === 'task_in_trash' && isTask(failure.current, id)) {
      const isAlone = !carried.slice(0, carried.indexOf(entry)).some(({ edit }) => edit.id === id)
      return inTrash(entry, isAlone ? failure.current : null) ?? held(entry, failure)
    }
    if (failure.status === 412 || failure.status === 404) {
      if (op === 'create') return held(entry, failure)
      // Made and ended by what waits before it, or there until then for the edits before it: it ends with that.
      const isOurs =
        entries().some(({ edit }) => edit.id === id && edit.op === 'create') ||
        carried.slice(0, carried.indexOf(entry)).some(({ edit }) => edit.id === id)
      if (isOurs) return { ...nothing, settled: [entry.key] }
      const before = versionOf(id)
      const heard = said(isTask(failure.current, id) ? failure.current : undefined, id)
      const isNews = heard.put.length > 0 || heard.settled.length > 0 || versionOf(id) !== before
      // Sent again it would be refused again, for ever.
      return isNews ? heard : held(entry, failure)
    }
    return held(entry, failure)
  }

  /**
   * A task in the trash is neither completed nor reopened nor moved. Null where this is no news.
   *
   * @param row as the server has it; null where it is as edits of the same request would have left it
   */
  function inTrash(entry: Entry, row: Task | null): Settled | null {
    const { id } = entry.edit
    const waiting = entries().filter(({ edit }) => edit.id === id && isOnTask(edit))
    const behind = waiting.slice(waiting.findIndex(({ key }) => key === entry.key) + 1)
    const restore = behind.find(({ edit }) => edit.op === 'restore')
    // Taken out behind it: that comes first.
    if (restore) {
      const put = [
        { ...entry, edit: restore.edit },
        { ...restore, edit: entry.edit },
      ]
      return { rows: [], gone: [], put, settled: [] }
    }
    // Put there from here, by another tab: there it has an end of its own.
    if (waiting.some(({ edit }) => edit.op === 'delete'))
      return { rows: [], gone: [], put: [], settled: [entry.key] }
    if (!row) return null
    const heard = said(row, id)
    return heard.put.length > 0 || heard.settled.length > 0 ? heard : null
  }

  function refusedList(entry: Entry, failure: Failure): Settled | null {
    // A path that the API does not know is a 404 as well, and an older version of the API knows no lists.
    if (failure.status === 404) return null
    if (failure.status === 409 && isList(failure.current) && entry.edit.op === 'create-list') {
      // It is there already, by an answer that was lost for good, and somebody has changed it since.
      const row = failure.current
      world.setBase('list', row.id, row)
      return { rows: [{ type: 'list', row }], gone: [], put: [], settled: [entry.key] }
    }
    // Its neighbour is gone: it stays where it is.
    if (entry.edit.op === 'move-list') return { ...nothing, settled: [entry.key] }
    return held(entry, failure)
  }

  function held(entry: Entry, { code, detail, errors }: Failure): Settled {
    const { id, op } = entry.edit
    // Ended by what waits behind it, it is not on the screen: nobody could be asked about it.
    if (isOnTask(entry.edit) && !world.task(id)) {
      const mine = op === 'create' ? entries().filter(({ edit }) => edit.id === id) : [entry]
      return { ...nothing, settled: mine.map(({ key }) => key) }
    }
    const question: Question = { kind: 'refused', code, detail, errors }
    return { ...nothing, put: [{ ...entry, question }] }
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
      const row = world.base.tasks.get(id)
      const waiting = entries().filter(({ edit }) => edit.id === id && isOnTask(edit))
      if (waiting.length === 0) continue
      const next = rebase(waiting, row, last ?? world.ended(id))
      put.push(...next.filter((entry) => !waiting.includes(entry)))
      settled.push(
        ...waiting.map(({ key }) => key).filter((key) => !next.some((one) => one.key === key)),
      )
    }
    return { put, settled }
  }

  /**
   * Edits of tasks that are not there, when all has been heard: what is done in one tab as another hears of the end. Of a
   * list that is gone, nothing is left to be done.
   *
   * @returns what becomes of them; null where there are none
   */
  function bereft(): Pick<Settled, 'put' | 'settled'> | null {
    const isBereft = ({ edit, question }: Entry) =>
      isOnTask(edit) && question?.kind !== 'gone' && !world.base.tasks.has(edit.id)
    const ids = entries()
      .filter(isBereft)
      .map(({ edit }) => edit.id)
    const found = rebased(new Map(ids.map((id) => [id, world.task(id)])))
    for (const { key, edit } of entries()) if (isOfNoList(edit)) found.settled.push(key)
    return found.put.length + found.settled.length > 0 ? found : null
  }

  const isOfNoList = (edit: Entry['edit']) =>
    !isOnTask(edit) &&
    !world.base.lists.has(edit.id) &&
    !entries().some((one) => one.edit.id === edit.id && one.edit.op === 'create-list')

  return { done, refused, rebased, bereft }
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

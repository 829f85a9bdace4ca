// Reading lists page by page, and reading them again without losing what happened meanwhile.
import type { Task } from '../../../worker/tasks/schema.ts'
import type { ApiFailure } from '../api.ts'
import type { Page } from './overview.ts'
import type { Rows } from './rows.ts'
import { asFailure, type ListPage, type View } from './send.ts'

export function createPaging(
  rows: Rows,
  listPage: ListPage,
  onFailure: (failure: ApiFailure) => void,
) {
  const pages = () => rows.overview().pages

  function set(view: View, next: Partial<Page>) {
    rows.look({ pages: { ...pages(), [view]: { ...pages()[view], ...next } } })
  }

  /** Reads the first page, or reads it again: what the server no longer has in it goes. */
  async function load(view: View): Promise<void> {
    const started = rows.moment()
    const before = pages()[view]
    const isFirst = before.status !== 'ready'
    if (before.status === 'loading') return
    if (isFirst) set(view, { status: 'loading' })
    try {
      const { items, next_cursor } = await listPage(view, null)
      forgetMissing(view, items, next_cursor === null, started)
      rows.hear(items.filter(({ id }) => !rows.heardSince(id, started)))
      if (isFirst) set(view, { status: 'ready', cursor: next_cursor, failure: null })
    } catch (error) {
      const failure = asFailure(error)
      if (isFirst) set(view, { status: 'failed', failure })
      onFailure(failure)
    }
  }

  async function more(view: View): Promise<void> {
    const { cursor, status } = pages()[view]
    if (!cursor || status === 'loading') return
    const started = rows.moment()
    set(view, { status: 'loading', failure: null })
    try {
      const { items, next_cursor } = await listPage(view, cursor)
      rows.hear(items.filter(({ id }) => !rows.heardSince(id, started)))
      set(view, { status: 'ready', cursor: next_cursor })
    } catch (error) {
      set(view, { status: 'ready', failure: asFailure(error) })
    }
  }

  function forgetMissing(view: View, items: Task[], isAll: boolean, started: number) {
    const order = view === 'inbox' ? 'created_at' : 'completed_at'
    const oldest = items.at(-1)?.[order] ?? ''
    const present = new Set(items.map((task) => task.id))
    for (const { id, base, changes } of rows.all()) {
      if (!base || base.deleted_at || changes.length > 0 || present.has(id)) continue
      if (rows.editing(id)) continue
      const isOfView = (base.completed_at === null) === (view === 'inbox')
      const isInReach = isAll || (base[order] ?? '') > oldest
      if (isOfView && isInReach && !rows.heardSince(id, started)) rows.drop(id)
    }
  }

  return {
    load,
    more,
    loadFailed() {
      for (const view of ['inbox', 'completed'] as const) {
        if (pages()[view].status === 'failed') void load(view)
      }
    },
  }
}

// Which tasks stand in which list, in which order. Made anew only when a task changes its place.
import type { ApiFailure } from '../api.ts'
import type { Editing } from './drafts.ts'
import type { Row } from './row.ts'
import type { View } from './send.ts'

export type Page = {
  status: 'idle' | 'loading' | 'ready' | 'failed'
  failure: ApiFailure | null
  /** Where the next page begins; null where there is none. */
  cursor: string | null
}

/** A change that could not be made and that carried no text: it was taken back. */
export type Mishap = {
  kind: 'complete' | 'reopen' | 'delete' | 'restore'
  title: string
  failure: ApiFailure
}

export type Overview = {
  open: readonly string[]
  done: readonly string[]
  pages: Readonly<Record<View, Page>>
  /** How many tasks are on their way, wait for the network, or need a decision. */
  unsaved: { sending: number; waiting: number; troubled: number; failure: ApiFailure | null }
  /** How many texts are still being typed. */
  drafts: number
  mishap: Mishap | null
}

const idle: Page = { status: 'idle', failure: null, cursor: null }

export const emptyOverview: Overview = {
  open: [],
  done: [],
  pages: { inbox: idle, completed: idle },
  unsaved: { sending: 0, waiting: 0, troubled: 0, failure: null },
  drafts: 0,
  mishap: null,
}

/** Where a row stands. Two rows of the same place need no new overview. */
export function place(row: Row): string {
  const { task, base } = row
  if (!isListed(row)) return ''
  if (task.completed_at) return `done ${task.completed_at}`
  return `open ${base ? 0 : 1} ${task.created_at}`
}

export function inOrder(
  rows: Iterable<Row>,
  leaving: ReadonlySet<string>,
  editing: (id: string) => Editing | undefined,
): Pick<Overview, 'open' | 'done'> {
  const open: Row[] = []
  const done: Row[] = []
  for (const row of rows) {
    // While somebody types in it, a task stays where it was: the text must not vanish with it.
    const edited = editing(row.id)?.seen
    if (!edited && !isListed(row)) continue
    if ((edited ?? row.task).completed_at && !leaving.has(row.id)) done.push(row)
    else open.push(row)
  }
  return {
    open: open.sort(newestFirst).map((row) => row.id),
    done: done.sort(lastDoneFirst).map((row) => row.id),
  }
}

/** How much would be lost with this page. */
export const unsavedCount = ({ unsaved, drafts }: Overview): number =>
  unsaved.sending + unsaved.waiting + unsaved.troubled + drafts

/** A task with unsaved text stays in sight, even if it is in the trash by now. */
const isListed = (row: Row) => row.trouble !== null || row.task.deleted_at === null

/** A task that the server has not dated yet is newer than all it has; its id is dated by this clock. */
function newestFirst(a: Row, b: Row): number {
  if (!a.base !== !b.base) return a.base ? 1 : -1
  return descending(a.base?.created_at ?? '', b.base?.created_at ?? '') || descending(a.id, b.id)
}

const lastDoneFirst = (a: Row, b: Row) =>
  descending(a.task.completed_at ?? '', b.task.completed_at ?? '') || descending(a.id, b.id)

const descending = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0)

export function unsaved(rows: Iterable<Row>): Overview['unsaved'] {
  let [sending, waiting, troubled] = [0, 0, 0]
  let failure: ApiFailure | null = null
  for (const row of rows) {
    if (row.waiting) {
      waiting += 1
      failure = row.waiting
    } else if (row.trouble) troubled += 1
    else if (row.changes.length > 0) sending += 1
  }
  return { sending, waiting, troubled, failure }
}

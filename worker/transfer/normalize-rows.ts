// Checks that need all rows of a file: ids, parents and lists.
import { finding, type ImportRow, type Reading, warn } from './reading.ts'

/**
 * Refuses further rows with the same id, and flattens subtasks to one level. A parent or list missing from the file is
 * kept, because the server may have it, unless the file's own row was `refused` or the ids are `closed`: derived from
 * the file, so nobody else can have them.
 */
export function normalizeRows(
  rows: ImportRow[],
  { refused = new Set<string>(), closed = false } = {},
): Reading {
  refuseDuplicates(rows)
  const held = new Set(rows.map((row) => row.task?.id))
  const parents = new Map<string, string>()
  for (const row of rows) {
    const { task } = row
    if (task?.list_id && refused.has(task.list_id)) {
      task.list_id = null
      warn(row, listless)
    }
    if (!task?.parent_id) continue
    const gone = !held.has(task.parent_id) && (closed || refused.has(task.parent_id))
    if (!gone) parents.set(task.id, task.parent_id)
    else {
      task.parent_id = null
      warn(row, parentless)
    }
  }
  const tops = new Map<string, string | null>()
  for (const row of rows) {
    const { task } = row
    if (!task?.parent_id) continue
    const top = topmost(task.id, parents, tops)
    if (top === task.parent_id) continue
    warn(row, top === null ? circular : flattened)
    task.parent_id = top
  }
  return { rows }
}

const flattened = finding('/parent_id', 'flattened', 'was deeper than one level of subtasks')
const circular = finding('/parent_id', 'parent_cycle', 'was below itself; it stands alone now')
const parentless = finding('/parent_id', 'parent_missing', 'has no parent in what was read')
const listless = finding('/list_id', 'list_missing', 'goes to the Inbox: its list was refused')

function refuseDuplicates(rows: ImportRow[]): void {
  const seen = { list: new Set<string>(), task: new Set<string>() }
  for (const row of rows) {
    for (const kind of ['list', 'task'] as const) {
      const id = row[kind]?.id
      if (id === undefined) continue
      if (seen[kind].has(id)) {
        delete row[kind]
        row.errors = [finding('/id', 'duplicate_id', `is the id of an earlier ${kind}`)]
      }
      seen[kind].add(id)
    }
  }
}

/**
 * Returns the topmost ancestor; null in or below a circle. Remembers the whole path, so it is linear over all tasks.
 */
function topmost(
  start: string,
  parents: ReadonlyMap<string, string>,
  tops: Map<string, string | null>,
): string | null {
  const path = new Set<string>()
  let at = start
  while (!tops.has(at) && !path.has(at)) {
    const parent = parents.get(at)
    if (parent === undefined) break
    path.add(at)
    at = parent
  }
  const top = path.has(at) ? null : tops.has(at) ? (tops.get(at) ?? null) : at
  for (const id of path) tops.set(id, top)
  return top
}

// Creates the lists of another program, each by its name, the same at every import.
import { limits } from '../../domain/task-fields.ts'
import { derivedId } from '../ids.ts'
import type { ImportRow } from '../reading.ts'
import { oneLine } from './draft.ts'

export interface NamedLists {
  rows: ImportRow[]
  /**
   * Returns the id of the list with that name, creating it with the first row that names it. No name means the Inbox.
   */
  idOf(row: number, name: string, more?: { archived_at: string | null }): string | null
}

export function namedLists(source: string): NamedLists {
  const rows: ImportRow[] = []
  const ids = new Map<string, string>()
  return {
    rows,
    idOf(row, given, { archived_at } = { archived_at: null }) {
      const name = oneLine(given, limits.nameLength)
      if (name === '') return null
      const known = ids.get(name)
      if (known) return known
      const id = derivedId(`${source} list`, name)
      ids.set(name, id)
      const list = { id, name, color: null, archived_at, rank: null, created_at: null }
      rows.push({ row, list, byName: true })
      return id
    },
  }
}

/** Names lists in folders: `Folder / List` only if another folder has a list with the same name. */
export function namesInFolders(
  places: Iterable<{ folder: string; list: string }>,
): (folder: string, list: string) => string {
  const folders = new Map<string, Set<string>>()
  for (const { folder, list } of places) {
    folders.set(list, (folders.get(list) ?? new Set()).add(folder))
  }
  return (folder, list) =>
    folder !== '' && (folders.get(list)?.size ?? 0) > 1 ? `${folder} / ${list}` : list
}

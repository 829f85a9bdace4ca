// Which list a Todoist project becomes: the one that an earlier import made, one of the same name, or a new one.
import { derivedId } from './ids.ts'
import { fieldErrors, finding, type ImportRow, parse, type ReadOptions, warn } from './reading.ts'
import type { ImportList } from './schema.ts'
import { TodoistProject } from './todoist-shapes.ts'
import { oneLine } from './todoist-task.ts'

export interface FoundList {
  id: string
  /** Set where the list is new. */
  made?: ImportList
}

/** `derived` is the id that a new list gets, the same at every import. */
export function listFor(name: string, derived: string, { lists = [] }: ReadOptions): FoundList {
  if (lists.some(({ id }) => id === derived)) return { id: derived }
  const ours = oneLine(name, 200)
  const same = lists.find((list) => list.name === ours)
  if (same) return { id: same.id }
  const made = { id: derived, name: ours || 'Todoist', color: null, archived_at: null, rank: null }
  return { id: derived, made: { ...made, created_at: null } }
}

export interface ProjectLists {
  /** New lists, and projects that cannot be read. */
  rows: ImportRow[]
  /** The list of a project; one that the file does not describe is named by its number, and `told` so. */
  idOf(project: string, told: ImportRow): string | null
}

export function projectLists(projects: readonly unknown[], options: ReadOptions): ProjectLists {
  const rows: ImportRow[] = []
  const ids = new Map<string, string | null>([['', null]])
  const add = (row: number, id: string, name: string) => {
    const list = listFor(name, derivedId(options.owner, 'todoist project', id), options)
    ids.set(id, list.id)
    if (list.made) rows.push({ row, list: list.made })
    return list.id
  }
  projects.forEach((element, index) => {
    const { success, data, error } = parse(TodoistProject, element)
    if (!success) rows.push({ row: index + 1, errors: fieldErrors(error, `/projects/${index}`) })
    else if (data.is_inbox_project || data.inbox_project) ids.set(data.id, null)
    else if (!data.is_deleted) add(index + 1, data.id, data.name)
  })
  return {
    rows,
    idOf(project: string, told: ImportRow): string | null {
      const known = ids.get(project)
      if (known !== undefined) return known
      const name = `Todoist ${project}`
      warn(told, finding('/project_id', 'project_unknown', `goes to the list ${name}`))
      return add(told.row, project, name)
    },
  }
}

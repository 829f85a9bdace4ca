// The lists made of Todoist's projects, the same at every import.
import { limits } from '../domain/task-fields.ts'
import { oneLine } from './foreign/draft.ts'
import { derivedId } from './ids.ts'
import { fieldErrors, finding, type ImportRow, parse, warn } from './reading.ts'
import type { ImportList } from './schema.ts'
import { TodoistProject } from './todoist-shapes.ts'

export function listNamed(name: string, id: string): ImportList {
  const ours = oneLine(name, limits.nameLength) || 'Todoist'
  return { id, name: ours, color: null, archived_at: null, rank: null, created_at: null }
}

export interface ProjectLists {
  /** Lists, and projects that cannot be read. */
  rows: ImportRow[]
  /**
   * Returns the list of a project; one that the file does not describe is named by its number, with a warning in
   * `told`.
   */
  idOf(project: string, told: ImportRow): string | null
}

export function projectLists(projects: readonly unknown[]): ProjectLists {
  const rows: ImportRow[] = []
  const ids = new Map<string, string | null>([['', null]])
  const add = (row: number, id: string, name: string) => {
    const list = listNamed(name, derivedId('todoist project', id))
    ids.set(id, list.id)
    rows.push({ row, list, byName: true })
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

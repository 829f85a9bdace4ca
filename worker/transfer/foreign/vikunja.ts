// Reads data.json of a Vikunja export (Settings, Data export). Projects become lists, with nested ones beside them.
import { parseJson } from '../json-reader.ts'
import { normalizeRows } from '../normalize-rows.ts'
import {
  exceedsMaxRows,
  fieldErrors,
  type ImportRow,
  parse,
  type Reading,
  type ReadOptions,
  tooManyRows,
  wholeFile,
} from '../reading.ts'
import { instantFrom } from './moments.ts'
import { namedLists, namesInFolders } from './named-lists.ts'
import { VikunjaProject, VikunjaTask } from './vikunja-shapes.ts'
import { vikunjaTask } from './vikunja-task.ts'

/** Never throws. `row` counts the tasks of all projects in the order of the file. */
export function readVikunja(text: string, options: ReadOptions): Reading {
  const value = parseJson(text)
  if (value === undefined) return wholeFile('malformed_json', 'is not valid JSON')
  const projects = projectsOf(Array.isArray(value) ? value : [value])
  if (projects.length === 0) return wholeFile('not_vikunja', 'has no projects of Vikunja')
  const titles = new Map(projects.map(({ id, title }) => [id, title]))
  const place = ({ title, parent_project_id: above }: VikunjaProject) => ({
    folder: titles.get(above ?? '') ?? '',
    list: title,
  })
  const nameOf = namesInFolders(projects.map(place))
  if (exceedsMaxRows(projects.reduce((sum, { tasks }) => sum + tasks.length, 0)))
    return tooManyRows()
  const given = projects
    .flatMap((project) => project.tasks.map((element) => ({ project, element })))
    .map((each, index) => ({ ...each, row: index + 1, parsed: parse(VikunjaTask, each.element) }))

  const lists = namedLists('vikunja')
  const parents = parentsOf(given.flatMap(({ parsed }) => parsed.data ?? []))
  const rows = given
    .toSorted((a, b) => (a.parsed.data?.position ?? 0) - (b.parsed.data?.position ?? 0))
    .map(({ row, project, parsed }): ImportRow => {
      if (!parsed.success) return { row, errors: fieldErrors(parsed.error) }
      const { folder, list } = place(project)
      const archived_at = project.is_archived
        ? (instantFrom(project.updated) ?? options.now.toISOString())
        : null
      const name = list === 'Inbox' ? '' : nameOf(folder, list)
      const list_id = lists.idOf(row, name, { archived_at })
      return vikunjaTask(row, parsed.data, list_id, parents.get(parsed.data.id), options)
    })
  return normalizeRows([...lists.rows, ...rows], { closed: true })
}

/** Without recursion, because a file may nest them arbitrarily deep. Negative ids are views of other tasks. */
function projectsOf(elements: readonly unknown[]): VikunjaProject[] {
  const projects: VikunjaProject[] = []
  const waiting = [...elements].reverse()
  while (waiting.length > 0) {
    const { data } = VikunjaProject.safeParse(waiting.pop())
    if (!data || Number(data.id) < 0) continue
    projects.push(data)
    const inner = [...data.child_projects, ...data.lists]
    for (const child of inner.reverse()) {
      waiting.push(typeof child === 'object' ? { parent_project_id: data.id, ...child } : child)
    }
  }
  return projects
}

/** A task may name its parent, or a parent its subtasks. */
function parentsOf(tasks: readonly VikunjaTask[]): Map<string, string> {
  const parents = new Map<string, string>()
  for (const { id, related_tasks } of tasks) {
    for (const child of related_tasks?.subtask ?? []) parents.set(child.id, id)
  }
  for (const { id, related_tasks } of tasks) {
    const [parent] = related_tasks?.parenttask ?? []
    if (parent) parents.set(id, parent.id)
  }
  return parents
}

import type { Command } from '../command-registry.ts'
import type { Data } from '../data/contract.ts'

/** A line of the palette. */
export interface Item {
  id: string
  title: string
  group: string
  keys?: readonly string[]
  /** Found by something other than its title. */
  isFound?: boolean
  run: () => void
}

type Go = (path: string) => void

export const commandItems = (commands: readonly Command[]): Item[] =>
  commands.map(({ id, title, group, keys, run }) => ({
    id: `command:${id}`,
    title,
    group,
    ...(keys && { keys }),
    run,
  }))

export const placeItems = (data: Data, go: Go): Item[] => [
  ...data.lists.get().map(({ id, name }) => ({
    id: `list:${id}`,
    title: name,
    group: 'List',
    run: () => go(`/lists/${id}`),
  })),
  ...data.labels.get().map(({ name }) => ({
    id: `label:${name}`,
    title: `#${name}`,
    group: 'Label',
    run: () => go(`/labels/${encodeURIComponent(name)}`),
  })),
]

const mostTasks = 8

export const taskItems = (data: Data, ids: readonly string[], go: Go): Item[] =>
  ids.slice(0, mostTasks).flatMap((id) => {
    const task = data.row(id).get()?.task
    if (!task) return []
    const { title, list_id, completed_at, deleted_at } = task
    const list = list_id ? `/lists/${list_id}` : '/inbox'
    const path = deleted_at ? '/trash' : completed_at ? '/completed' : list
    const group = completed_at ? 'Completed task' : 'Task'
    return [{ id: `task:${id}`, title, group, isFound: true, run: () => go(`${path}?task=${id}`) }]
  })

// Text being typed. It is kept here, with the tasks, so that it outlives the fields that show it.
import type { Task } from '../../../worker/tasks/schema.ts'
import { difference } from './merge.ts'
import type { Draft } from './row.ts'

/** `seen` is the task as it was when the editor opened. */
export type Editing = { values: Draft; seen: Task }

export type Drafts = ReturnType<typeof createDrafts>

export const isChanged = ({ values, seen }: Editing): boolean =>
  Object.keys(difference(values, seen)).length > 0

export function createDrafts() {
  const open = new Map<string, Editing>()
  let newTitle = ''
  return {
    /** What is being typed over a task; undefined where its editor is closed. */
    editing: (id: string) => open.get(id),
    newTitle: () => newTitle,

    setEditing(id: string, next: Editing | null) {
      if (next) open.set(id, next)
      else open.delete(id)
    },
    setNewTitle(text: string) {
      newTitle = text
    },

    /** How many of them say something that no task says yet. */
    count: () => [...open.values()].filter(isChanged).length + (newTitle.trim() ? 1 : 0),
  }
}

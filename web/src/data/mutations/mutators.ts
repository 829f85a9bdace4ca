// What a mutation does to rows, as the server will do it (app.write_task, migrations/functions/tasks.sql).

import { completed } from '../../../../worker/domain/recurrence/next-occurrence.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Place } from '../contract.ts'
import type { Mutation } from './mutation.ts'

/** Rows that can be read and replaced, and are never changed in place. */
export interface MutableRows {
  task: (id: string) => Task | undefined
  list: (id: string) => List | undefined
  childrenOf: (id: string) => Task[]
  tasksIn: (listId: string) => Task[]
  setTask: (id: string, task: Task | undefined) => void
  setList: (id: string, list: List | undefined) => void
}

/** Applies a mutation; does nothing where its task or list does not exist. */
export function applyMutation(mutation: Mutation, rows: MutableRows): void {
  const { id, at } = mutation
  switch (mutation.op) {
    case 'create':
      if (!rows.task(id)) put(rows, newTask(mutation), at)
      return
    case 'create-list':
      if (!rows.list(id)) rows.setList(id, newList(mutation))
      return
    case 'update-list':
    case 'move-list':
    case 'delete-list':
      mutateList(mutation, rows)
      return
  }
  const task = rows.task(id)
  if (task) mutateTask(mutation, task, rows)
}

function mutateTask(
  mutation: Exclude<Mutation, { op: `${string}-list` | 'create' }>,
  task: Task,
  rows: MutableRows,
): void {
  const { id, at } = mutation
  switch (mutation.op) {
    case 'update':
      put(rows, { ...task, ...mutation.patch }, at)
      return
    case 'complete': {
      const done = completed(task, { now: new Date(at), timezone: mutation.timezone })
      if (!done.completed_at)
        for (const child of rows.childrenOf(id))
          if (child.completed_at) put(rows, { ...child, completed_at: null }, at)
      put(rows, done, at)
      return
    }
    case 'reopen':
      put(rows, { ...task, completed_at: null }, at)
      return
    case 'delete': {
      const deleted_at = task.deleted_at ?? at
      for (const child of rows.childrenOf(id))
        if (!child.deleted_at) put(rows, { ...child, deleted_at }, at)
      put(rows, { ...task, deleted_at }, at)
      return
    }
    case 'restore': {
      const parent = task.parent_id ? rows.task(task.parent_id) : undefined
      const parent_id = parent?.deleted_at ? null : task.parent_id
      put(rows, { ...task, parent_id, deleted_at: null }, at)
      for (const child of rows.childrenOf(id))
        if (child.deleted_at && child.deleted_at === task.deleted_at)
          put(rows, { ...child, deleted_at: null }, at)
      return
    }
    case 'purge':
      for (const child of rows.childrenOf(id)) rows.setTask(child.id, undefined)
      rows.setTask(id, undefined)
      return
    case 'move':
      put(rows, { ...task, ...placeAfter(mutation.place, task), rank: mutation.rank }, at)
  }
}

/** Where a task is after a move. A subtask that is moved to a list leaves its parent. */
export const placeAfter = (
  { list_id, parent_id }: Place,
  before: Pick<Task, 'list_id' | 'parent_id'>,
): Pick<Task, 'list_id' | 'parent_id'> => ({
  list_id: list_id === undefined ? before.list_id : list_id,
  parent_id: parent_id !== undefined ? parent_id : list_id === undefined ? before.parent_id : null,
})

function mutateList(
  mutation: Extract<Mutation, { op: 'update-list' | 'move-list' | 'delete-list' }>,
  rows: MutableRows,
): void {
  const { id, at } = mutation
  const list = rows.list(id)
  if (!list) return
  if (mutation.op === 'move-list') {
    rows.setList(id, { ...list, rank: mutation.rank })
    return
  }
  if (mutation.op === 'update-list') {
    const { archived, ...rest } = mutation.patch
    const archived_at = archived === undefined ? list.archived_at : archived ? at : null
    rows.setList(id, { ...list, ...rest, archived_at, updated_at: at })
    return
  }
  rows.setList(id, undefined)
  for (const task of rows.tasksIn(id)) {
    const deleted_at = task.deleted_at ?? (mutation.tasks === 'trash' ? at : null)
    rows.setTask(task.id, { ...task, list_id: null, deleted_at, updated_at: at })
  }
}

/** Sets a task. Subtasks are always in the list of their parent. */
function put(rows: MutableRows, task: Task, at: string): void {
  const parent = task.parent_id ? rows.task(task.parent_id) : undefined
  const list_id = parent ? parent.list_id : task.list_id
  rows.setTask(task.id, { ...task, list_id, updated_at: at })
  for (const child of rows.childrenOf(task.id))
    if (child.list_id !== list_id) rows.setTask(child.id, { ...child, list_id, updated_at: at })
}

function newTask({ id, at, fields, rank }: Extract<Mutation, { op: 'create' }>): Task {
  return {
    id,
    ...fields,
    rank,
    completed_at: null,
    deleted_at: null,
    version: 0,
    seq: 0,
    created_at: at,
    updated_at: at,
  }
}

function newList({ id, at, fields, rank }: Extract<Mutation, { op: 'create-list' }>): List {
  return {
    id,
    ...fields,
    archived_at: null,
    rank,
    version: 0,
    seq: 0,
    created_at: at,
    updated_at: at,
  }
}

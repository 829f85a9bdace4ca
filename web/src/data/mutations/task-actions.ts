// What a person can do, as mutations and their inverse.
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { CalendarClock } from '../calendar.ts'
import type { Place, TaskFields } from '../contract.ts'
import type { Rows } from '../store/rows.ts'
import { complete, reopen } from './completion-actions.ts'
import { create, update, write } from './field-actions.ts'
import { listActions } from './list-actions.ts'
import { move } from './move-action.ts'
import { purge, restore, trash } from './trash-actions.ts'

export type TaskActions = ReturnType<typeof taskActions>

export function taskActions(rows: Rows, calendar: CalendarClock) {
  const context = { rows, calendar }
  type Ids = readonly string[]
  type Fields = Partial<TaskFields>
  return {
    create: (fields: Fields & { title: string }, place?: Place, id?: string) =>
      create(context, fields, place, id),
    update: (ids: Ids, patch: Fields) => update(context, ids, patch),
    write: (base: Task, patch: Fields, error?: string) => write(context, base, patch, error),
    complete: (ids: Ids) => complete(context, ids),
    reopen: (ids: Ids) => reopen(context, ids),
    trash: (ids: Ids) => trash(context, ids),
    restore: (ids: Ids) => restore(context, ids),
    purge: (ids: Ids) => purge(context, ids),
    move: (ids: Ids, place: Place) => move(context, ids, place),
    ...listActions(context),
  }
}

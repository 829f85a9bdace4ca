import { taskDefaults } from '../../../../worker/domain/task-fields.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'

/** A task as the server would say it, for tests that need no server. */
export const taskOf = (fields: Partial<Task> & { id: string }): Task => ({
  ...taskDefaults,
  title: `Task ${fields.id}`,
  rank: 'a1',
  completed_at: null,
  deleted_at: null,
  version: 1,
  seq: 1,
  created_at: '2026-11-01T00:00:00.000Z',
  updated_at: '2026-11-01T00:00:00.000Z',
  ...fields,
})

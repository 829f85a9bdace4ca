import type { Task } from '../../../worker/tasks/schema.ts'
export function completed(task: Task, { now }: { now: Date; timezone: string }): Task {
  return { ...task, completed_at: now.toISOString() }
}

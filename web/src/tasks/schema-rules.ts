// The API's own rules, in a chunk of their own that is loaded after the page is there.
import './no-eval.ts'
import { TaskPatch } from '../../../worker/tasks/schema.ts'
import type { Patch } from './row.ts'
import type { FieldErrors } from './rules.ts'

export function check(patch: Patch): FieldErrors {
  const result = TaskPatch.safeParse(patch)
  if (result.success) return {}
  return Object.fromEntries(
    result.error.issues.map(({ path, message }) => [String(path[0] ?? 'title'), message]),
  )
}

import type { ApiFailure } from '../api.ts'
import type { Field, Patch } from './row.ts'

export type FieldErrors = Partial<Record<Field, string>>

let check: ((patch: Patch) => FieldErrors) | null = null

/** Fetches the API's own rules. Without them the API's answer says the same, a little later. */
export async function loadRules(): Promise<void> {
  const rules = await import('./schema-rules.ts').catch(() => null)
  check = rules?.check ?? null
}

export function fieldErrors(patch: Patch): FieldErrors {
  if (patch.title?.trim() === '') return { title: 'Enter a title.' }
  return sentences(check?.(patch) ?? {})
}

export function errorsOf(failure: ApiFailure): FieldErrors {
  return sentences(
    Object.fromEntries(failure.errors.map(({ pointer, detail }) => [pointer.slice(1), detail])),
  )
}

const sentences = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(
    Object.entries(errors).map(([field, text]) => [field, `${names[field] ?? field} ${text}.`]),
  )

const names: Record<string, string> = {
  title: 'The title',
  notes: 'The notes',
  priority: 'The priority',
  due_date: 'The due date',
}

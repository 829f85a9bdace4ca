// What an edit that an older version has stored is in this one: a pure function for each version.
import { taskDefaults } from '../../../../worker/domain/task-fields.ts'
import type { Mutation, PendingMutation } from '../mutations/mutation.ts'
import { schemaVersion } from './schema-version.ts'

type StoredMutation = Omit<PendingMutation, 'key'>

interface Migration {
  mutation: (stored: never) => unknown
  entry: (stored: never) => unknown
}

/** From each version to the next; a version whose edits have the form of the one before has none. */
const migrations: Record<number, Migration> = {
  1: { mutation: mutationOf1, entry: entryOf1 },
}

/** An entry of the outbox. Its task as it was last known has a value for fields that are newer. */
export function migrateEntry(stored: unknown, from: number): StoredMutation {
  const { lastKnown, ...entry } = migrated('entry', stored, from) as StoredMutation
  return { ...entry, ...(lastKnown && { lastKnown: { ...taskDefaults, ...lastKnown } }) }
}

/** A mutation as the unload backup has it. */
export const migrateMutation = (stored: unknown, from: number) =>
  migrated('mutation', stored, from) as Mutation

function migrated(kind: keyof Migration, stored: unknown, from: number): unknown {
  let value = stored
  for (let version = from; version < schemaVersion; version += 1)
    value = migrations[version]?.[kind](value as never) ?? value
  return value
}

type Fields = Record<string, unknown>

type Mutation1 = Fields & { seen?: Fields }
type Conflict1 =
  | { kind: 'conflict'; fields: unknown }
  | { kind: 'trashed' | 'gone' }
  | { kind: 'refused'; code: string; detail: string; errors: unknown }
interface Entry1 {
  edit: Mutation1
  question: Conflict1 | null
  last?: Fields
}

function entryOf1({ edit, question, last }: Entry1) {
  const conflict = question && { ...question, kind: conflictKinds[question.kind] }
  return { mutation: mutationOf1(edit), conflict, ...(last && { lastKnown: last }) }
}

function mutationOf1({ seen, ...mutation }: Mutation1) {
  return seen ? { ...mutation, base: seen } : mutation
}

const conflictKinds = {
  conflict: 'fields',
  trashed: 'trashed',
  gone: 'deleted',
  refused: 'rejected',
} as const

import type { TaskFields } from '../data/contract.ts'

/** A new task as it would be added now. */
export interface Reading {
  title: string
  fields: Partial<TaskFields>
  /** The list that was named: an existing one, the Inbox, or a new one. */
  list: { id: string | null } | { name: string } | null
}

/** One line without anything that the API refuses (worker/domain/fields.ts). */
export const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .toWellFormed()
    .normalize('NFC')
    .trim()

/** The text as it is. */
export const plainly = (text: string, defaults: Partial<TaskFields>): Reading => ({
  title: tidy(text),
  fields: defaults,
  list: null,
})

import type { TaskFields } from '../data/contract.ts'

/** A new task as it would be added now. */
export interface Reading {
  title: string
  fields: Partial<TaskFields>
  /** The list that was named: one that is there, the Inbox, or one to make. */
  list: { id: string | null } | { name: string } | null
}

/** One line, with nothing in it that the API refuses (worker/domain/fields.ts). */
export const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .toWellFormed()
    .normalize('NFC')
    .trim()

/** The words as they are. */
export const plainly = (text: string, defaults: Partial<TaskFields>): Reading => ({
  title: tidy(text),
  fields: defaults,
  list: null,
})

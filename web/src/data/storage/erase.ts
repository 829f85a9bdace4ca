// What a person wished gone goes, also where the page is left before it has: the next page goes on with it.
import { deleteDB } from 'idb'
import { databaseName, forgettingName, unwrittenName } from './names.ts'

/** At once, for a page that is being left gets no other moment. */
export function beginForgetting(userId: string): void {
  try {
    localStorage.setItem(forgettingName(userId), '')
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Ends what pages were left in the middle of: of this person, or of all. */
export async function endForgetting(userId = ''): Promise<void> {
  const whose = keys(forgettingName(userId)).map((key) => key.slice(forgettingName('').length))
  await Promise.all(whose.map(forgetKept))
}

/** Every byte that the data layer keeps of somebody in this browser. */
export async function forgetKept(userId: string): Promise<void> {
  for (const key of keys(unwrittenName(userId))) localStorage.removeItem(key)
  await deleteDB(databaseName(userId))
  for (const key of keys(forgettingName(userId))) localStorage.removeItem(key)
}

function keys(start: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start))
  } catch {
    return []
  }
}

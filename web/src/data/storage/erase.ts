// What a person wished gone goes, also where the page is left before it has: the next page goes on with it.
import { deleteDB } from 'idb'
import { databaseName, erasureName, unloadBackupName } from './names.ts'

/** At once, for a page that is being left gets no other moment. */
export function markForErasure(userId: string): void {
  try {
    localStorage.setItem(erasureName(userId), '')
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Ends what pages were left in the middle of: of this person, or of all. */
export async function finishErasures(userId = ''): Promise<void> {
  const whose = keys(erasureName(userId)).map((key) => key.slice(erasureName('').length))
  await Promise.all(whose.map(eraseData))
}

/** Every byte that the data layer keeps of somebody in this browser. */
export async function eraseData(userId: string): Promise<void> {
  for (const key of keys(unloadBackupName(userId))) localStorage.removeItem(key)
  await deleteDB(databaseName(userId))
  for (const key of keys(erasureName(userId))) localStorage.removeItem(key)
}

function keys(start: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start))
  } catch {
    return []
  }
}

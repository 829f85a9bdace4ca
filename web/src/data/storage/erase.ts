// Erases a person's data. An erasure that a closed page has left unfinished is finished by the next one.
import { deleteDB } from 'idb'
import { databaseName, erasureName, unloadBackupName } from './names.ts'

/** Synchronous: a page that is being left gets no other moment. */
export function markForErasure(userId: string): void {
  try {
    localStorage.setItem(erasureName(userId), '')
  } catch {
    // A browser without localStorage stores nothing to erase.
  }
}

/** Finishes erasures that were marked: of this person, or of everybody. */
export async function finishErasures(userId = ''): Promise<void> {
  const whose = localKeys(erasureName(userId)).map((key) => key.slice(erasureName('').length))
  await Promise.all(whose.map(eraseData))
}

/** Removes every byte that the data layer stores of a person in this browser. */
export async function eraseData(userId: string): Promise<void> {
  for (const key of localKeys(unloadBackupName(userId))) localStorage.removeItem(key)
  await deleteDB(databaseName(userId))
  for (const key of localKeys(erasureName(userId))) localStorage.removeItem(key)
}

/** In a browser that keeps nothing there are none. */
export function localKeys(start: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start))
  } catch {
    return []
  }
}

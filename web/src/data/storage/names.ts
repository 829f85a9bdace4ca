// What somebody's data is kept under in this browser, and what their tabs meet by.
import { schemaVersion } from './schema-version.ts'

export const databaseName = (userId: string) => `duly-data-${userId}`
/** The same for every version: one tab of all speaks with the server. */
export const lockName = databaseName
/** Tabs of another version would misread the messages. */
export const channelName = (userId: string) => `${databaseName(userId)}-${schemaVersion}`
/** Of keys in localStorage, where a page that is left can still put something. */
export const unloadBackupName = (userId: string) => `duly-unwritten-${userId}-`
/** Of keys in localStorage: who is being forgotten. */
export const erasureName = (userId: string) => `duly-forgetting-${userId}`

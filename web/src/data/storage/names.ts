// What somebody's data is kept under in this browser.
export const databaseName = (userId: string) => `duly-data-${userId}`
/** Of keys in localStorage, where a page that is left can still put something. */
export const unloadBackupName = (userId: string) => `duly-unwritten-${userId}-`
/** Of keys in localStorage: who is being forgotten. */
export const erasureName = (userId: string) => `duly-forgetting-${userId}`

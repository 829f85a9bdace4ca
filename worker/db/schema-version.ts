/** The newest migration that this Worker's statements need; `/ready` refuses an older database. */
export const schemaVersion = 5

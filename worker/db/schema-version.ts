/** The newest migration that this Worker's statements need; `/ready` refuses an older database. */
export const schemaVersion = 5

/**
 * The checksum of `migrations/functions/`, which this Worker's statements call; `/ready` refuses a database with older ones.
 * `npm run fix` writes it, and a test compares it, because a number could be forgotten.
 */
export const functionsChecksum = '7484d0087d253fb66c2a22baa5302d24aaafea66364505a0fd55e84569246cd5'

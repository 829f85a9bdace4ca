/** The newest migration that this Worker's statements need; `/ready` refuses an older database. */
export const schemaVersion = 5

/**
 * Of `migrations/functions/`, which this Worker's statements call; `/ready` refuses a database with older ones. `npm run
 * fix` writes it, and a test compares it: a number could be forgotten where a function is changed.
 */
export const functionsChecksum = 'f2c7021feba7ab43b2c5e196b4b14e2f03e08340f8b8537b22adcb9afa4fb71d'

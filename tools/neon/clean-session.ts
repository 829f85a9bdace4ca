/**
 * What Neon runs on a connection before the next caller gets it: `discard all` without `discard plans`, because cached
 * plans of functions are no secret and worth keeping.
 */
export const CLEAN_SESSION = [
  'rollback',
  'close all',
  'set session authorization default',
  'reset all',
  'deallocate all',
  'unlisten *',
  'select pg_advisory_unlock_all()',
  'discard temp',
  'discard sequences',
].join('; ')

/**
 * What Neon runs on a connection before the next caller gets it. It is `discard all` without
 * `discard plans`: a function's cached plans are no caller's secret and are worth keeping.
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

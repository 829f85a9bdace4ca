// The hourly sweep deletes data that is kept for a limited time. It is not an API request, so it runs as the owner of
// the database.
import { CompiledQuery } from 'kysely'
import type { Connection } from './db/open.ts'

/** The limits of one run. */
interface Most {
  /** Rows of each kind that one call deletes; a call stays well within the statement's time limit. */
  batch: number
  /** The Free plan allows 50 calls per invocation. */
  calls: number
  /** After this many ms no new call starts; the next run continues. */
  milliseconds: number
}
const usual: Most = { batch: 10_000, calls: 45, milliseconds: 20_000 }

/** Remaining rows are counted up to this number. */
const mostCounted = 100_000

type Counts = Record<string, number>

/**
 * Deletes in batches and logs the counts: deleted rows and, if it did not finish, remaining ones. Logs an outage too.
 * Never throws.
 */
export async function sweep(open: () => Connection, most: Partial<Most> = {}) {
  const { batch, calls: mostCalls, milliseconds } = { ...usual, ...most }
  const begin = Date.now()
  const forgotten: Counts = {}
  let calls = 0
  let isDone = false
  try {
    while (!isDone && calls < mostCalls && Date.now() - begin < milliseconds) {
      calls += 1
      const counts = await countsOf(open(), 'select app.sweep($1) as counts', batch)
      for (const [kind, count] of Object.entries(counts)) {
        forgotten[kind] = (forgotten[kind] ?? 0) + count
      }
      isDone = Object.values(counts).every((count) => count < batch)
    }
    const left = isDone
      ? undefined
      : await countsOf(open(), 'select app.count_sweepable($1) as counts', mostCounted)
    const ms = Date.now() - begin
    const told = { level: 'info', event: 'sweep', calls, ms, done: isDone, forgotten, left }
    console.info(JSON.stringify(told))
  } catch (error) {
    // Logs only name and code, because messages may quote rows.
    const cause = error instanceof Error ? error.name : 'unknown'
    const cause_code = error instanceof Error && 'code' in error ? error.code : undefined
    const failed = { level: 'error', event: 'sweep_failed', calls, forgotten, cause, cause_code }
    console.error(JSON.stringify(failed))
  }
}

/** A connection has the time limit of a request, so each call opens its own. */
async function countsOf(connection: Connection, text: string, limit: number): Promise<Counts> {
  const statement = CompiledQuery.raw(text, [limit])
  const [result] = await connection.batch([statement], { readOnly: false, retry: false })
  const counts = result?.rows[0]?.counts
  if (typeof counts !== 'object' || counts === null) throw new TypeError('a sweep gave no counts')
  return Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, Number(count)]))
}

// The hourly sweep: what is kept for a time only is forgotten. No API request, so it runs as the owner of the database.
import { CompiledQuery } from 'kysely'
import type { Connection } from './db/open.ts'

/** The limits of one run. */
interface Most {
  /** Rows of each kind that one call forgets: well within the time that a statement has. */
  batch: number
  /** The Free plan lets an invocation make 50 calls. */
  calls: number
  /** After so many ms no other call is begun: what is left over waits for the next hour. */
  milliseconds: number
}
const usual: Most = { batch: 10_000, calls: 45, milliseconds: 20_000 }

/** Rows that are left are counted up to this number. */
const mostCounted = 100_000

type Counts = Record<string, number>

/** Logs what it has forgotten and, where it was not done, what is left, in numbers; an outage as well. Throws nothing. */
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
    // By its name and code only: messages may quote rows.
    const cause = error instanceof Error ? error.name : 'unknown'
    const cause_code = error instanceof Error && 'code' in error ? error.code : undefined
    const failed = { level: 'error', event: 'sweep_failed', calls, forgotten, cause, cause_code }
    console.error(JSON.stringify(failed))
  }
}

/** A connection waits no longer than a request would, so each call has one of its own. */
async function countsOf(connection: Connection, text: string, limit: number): Promise<Counts> {
  const statement = CompiledQuery.raw(text, [limit])
  const [result] = await connection.batch([statement], { readOnly: false, retry: false })
  const counts = result?.rows[0]?.counts
  if (typeof counts !== 'object' || counts === null) throw new TypeError('a sweep gave no counts')
  return Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, Number(count)]))
}

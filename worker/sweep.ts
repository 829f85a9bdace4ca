// The daily sweep: what is kept for a time only is forgotten. No API request, so it runs as the owner of the database.
import { CompiledQuery } from 'kysely'
import type { Connection } from './db/open.ts'

/** Rows of each kind that one call forgets: well within the time that a statement has. */
const batch = 1_000
/** The Free plan lets an invocation make 50 calls. What is left over waits for the next day. */
const mostCalls = 40

type Counts = Record<string, number>

/** Logs what it has forgotten, in numbers, and an outage as well; throws nothing. */
export async function sweep(open: () => Connection, most = { batch, calls: mostCalls }) {
  const forgotten: Counts = {}
  let calls = 0
  let isDone = false
  try {
    while (!isDone && calls < most.calls) {
      calls += 1
      const counts = await sweepOnce(open(), most.batch)
      for (const [kind, count] of Object.entries(counts)) {
        forgotten[kind] = (forgotten[kind] ?? 0) + count
      }
      isDone = Object.values(counts).every((count) => count < most.batch)
    }
    console.info(JSON.stringify({ level: 'info', event: 'sweep', calls, done: isDone, forgotten }))
  } catch (error) {
    // By its name and code only: messages may quote rows.
    const cause = error instanceof Error ? error.name : 'unknown'
    const cause_code = error instanceof Error && 'code' in error ? error.code : undefined
    const failed = { level: 'error', event: 'sweep_failed', calls, forgotten, cause, cause_code }
    console.error(JSON.stringify(failed))
  }
}

/** A connection waits no longer than a request would, so each call has one of its own. */
async function sweepOnce(connection: Connection, limit: number): Promise<Counts> {
  const statement = CompiledQuery.raw('select app.sweep($1) as counts', [limit])
  const [result] = await connection.batch([statement], { readOnly: false, retry: false })
  const counts = result?.rows[0]?.counts
  if (typeof counts !== 'object' || counts === null) throw new TypeError('app.sweep gave no counts')
  return Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, Number(count)]))
}

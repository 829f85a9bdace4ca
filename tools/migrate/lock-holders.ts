// Names the holder of a lock that a migration could not get. Postgres knows it only while someone waits.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'

/** The SQLSTATE of `lock_timeout`. */
export const lockNotAvailable = '55P03'

const holders = `
  select pid, usename, application_name, state, round(extract(epoch from now() - xact_start))::int as seconds
  from pg_stat_activity where pid = any(pg_blocking_pids($1))`

interface Holder {
  pid: number
  usename: string | null
  application_name: string
  state: string | null
  seconds: number | null
}

/**
 * Runs `work` on `client`. If it gives up waiting for a lock (`lock_timeout`), the error names the holder.
 * @param connect opens a second connection, which watches the first
 */
export async function namingHolders<T>(
  client: Client,
  connect: () => Promise<Client>,
  work: () => Promise<T>,
): Promise<T> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const watch = { isOver: false, seen: [] as Holder[] }
  const over = new AbortController()
  void look(connect, rows[0]?.pid, watch, over.signal).catch(() => {})
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === lockNotAvailable)) throw error
    throw new Error(described(watch.seen), { cause: error })
  } finally {
    watch.isOver = true
    over.abort()
  }
}

async function look(
  connect: () => Promise<Client>,
  pid: number | undefined,
  watch: { isOver: boolean; seen: Holder[] },
  signal: AbortSignal,
): Promise<void> {
  // Most migrations finish before anyone needs to look.
  await sleep(1_000, undefined, { signal })
  const second = await connect()
  try {
    while (!watch.isOver) {
      const { rows } = await second.query<Holder>(holders, [pid])
      if (rows.length > 0) watch.seen = rows
      await sleep(250, undefined, { signal })
    }
  } finally {
    await second.end()
  }
}

function described(seen: Holder[]): string {
  const waited = 'waited 5 s for a lock that another connection holds'
  if (seen.length === 0) return `${waited}; try again`
  const who = seen.map(
    ({ pid, usename, application_name: program, state, seconds }) =>
      `process ${pid} (${[usename, program, state].filter(Boolean).join(', ')}; its transaction is ${seconds ?? 0} s old)`,
  )
  const end = seen.map(({ pid }) => `select pg_terminate_backend(${pid});`)
  return `${waited}: ${who.join(', ')}. Wait until it is done, or end it, and migrate again:\n  ${end.join('\n  ')}`
}

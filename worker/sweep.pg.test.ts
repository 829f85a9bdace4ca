// The hourly sweep: it deletes what is old, keeps the rest, and disturbs nobody.
import { createScheduledController } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import configuration from '../wrangler.toml?raw'
import { open } from './db/open.ts'
import worker from './index.ts'
import { sweep } from './sweep.ts'
import { call } from './testing/call.ts'
import { control, sql } from './testing/neon.ts'
import { type Person, signInAgain, signUp } from './testing/people.ts'
import { makeToken } from './testing/personal-tokens.ts'
import { recount } from './testing/recount.ts'

afterEach(() => control.up())

/** Returns what the Worker logs while its scheduled handler runs, with the `settings` of another deployment. */
async function scheduled(settings: Record<string, unknown> = {}) {
  const lines: string[] = []
  for (const method of ['info', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line: string) => {
      lines.push(line)
    })
  const controller = createScheduledController({ scheduledTime: new Date(), cron: '17 * * * *' })
  await worker.scheduled(controller, { ...env, ...settings })
  return lines.map((line) => JSON.parse(line))
}

const connection = () => {
  const { DATABASE_URL, NEON_ENDPOINT } = env
  return open({ url: String(DATABASE_URL), endpoint: String(NEON_ENDPOINT), waitUntil: () => {} })
}

/** Creates one row of each kind that the sweep deletes; `age` says how far each is past its time. */
async function leaveBehind({ id, token }: Person, age: string): Promise<void> {
  const due = (days: string) => `now() - interval '${days}' - interval '${age}'`
  await call('/api/v1/tasks', { token, body: { title: 'Seed' } })
  const statements = [
    `insert into tombstones (user_id, seq, type, id, version, deleted_at)
      values ($1, 1000, 'task', gen_random_uuid(), 1, ${due('30 days')})`,
    `insert into app.revisions (user_id, seq, token_id, type, id, seq_now, deleted, at)
      values ($1, 1000, gen_random_uuid(), 'task', gen_random_uuid(), 1000, false, ${due('30 days')})`,
    `insert into idempotent_responses (user_id, key, fingerprint, response, created_at) values ($1, 'old', '', '{}', ${due('24 hours')})`,
    `insert into access_tokens (user_id, id, name, scopes, hash, hint, expires_at)
      values ($1, gen_random_uuid(), 'Old', '{tasks:read}', gen_random_uuid()::text, '', ${due('30 days')})`,
    `insert into access_tokens (user_id, id, name, scopes, hash, hint, expires_at, revoked_at)
      values ($1, gen_random_uuid(), 'Old', '{tasks:read}', gen_random_uuid()::text, '', now() + interval '1 year',
        ${due('30 days')})`,
    `insert into auth.session ("expiresAt", token, "updatedAt", "userId")
      values (${due('0 days')}, gen_random_uuid()::text, now(), $1)`,
    `insert into auth.verification (identifier, value, "expiresAt") values ($1::text, '', ${due('0 days')})`,
  ]
  for (const statement of statements) await sql.query(statement, [id])
}

async function leftOf({ id }: Person): Promise<number[]> {
  const [row] = await sql`select array[
    (select count(*) from tombstones where user_id = ${id}),
    (select count(*) from app.revisions where user_id = ${id}),
    (select count(*) from idempotent_responses where user_id = ${id}),
    (select count(*) from access_tokens where user_id = ${id}),
    (select count(*) from auth.session where "userId" = ${id}),
    (select count(*) from auth.verification where identifier = ${id}::text)]::int[] as counts`
  return row?.counts
}

describe('the sweep', () => {
  it('deletes what is older than its time, and nothing else', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    await leaveBehind(ada, '1 minute')
    await leaveBehind(bob, '-1 minute')
    const laptop = await signInAgain(ada)
    const { token } = await makeToken(ada)
    const [line] = await scheduled()
    expect(line).toMatchObject({ level: 'info', event: 'sweep', done: true })
    expect(await leftOf(ada)).toEqual([0, 0, 0, 1, 2, 0])
    expect(await leftOf(bob)).toEqual([1, 1, 1, 2, 2, 1])
    for (const one of [ada.token, laptop.token, token])
      expect((await call('/api/v1/tasks', { token: one })).status).toBe(200)
    const [head] =
      await sql`select compacted_through from change_log_heads where user_id = ${ada.id}`
    expect(Number(head?.compacted_through)).toBe(1000)
  })

  it('promise 10: makes as many calls as needed, and leaves the rest to the next hour', async () => {
    const ada = await signUp()
    await sql`insert into idempotent_responses (user_id, key, fingerprint, response, created_at)
      select ${ada.id}, n::text, '', '{}', now() - interval '2 days' from generate_series(1, 25) n`
    const lines: string[] = []
    vi.spyOn(console, 'info').mockImplementation((line: string) => void lines.push(line))
    // One of them counts what is left.
    const calls = await control.record(() => sweep(connection, { batch: 10, calls: 2 }))
    expect(calls).toHaveLength(3)
    expect((await leftOf(ada))[2]).toBe(5)
    await sweep(connection, { batch: 10 })
    expect((await leftOf(ada))[2]).toBe(0)
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        done: false,
        calls: 2,
        forgotten: { responses: 20 },
        left: { responses: 5, tombstones: 0 },
      },
      { done: true, calls: 1, forgotten: { responses: 5 } },
    ])
    expect(lines[1]).not.toContain('left')
  })

  it('promise 10: starts no new call once its time is over', async () => {
    const ada = await signUp()
    await sql`insert into idempotent_responses (user_id, key, fingerprint, response, created_at)
      select ${ada.id}, n::text, '', '{}', now() - interval '2 days' from generate_series(1, 3) n`
    await sweep(connection, { batch: 1, milliseconds: 0 })
    expect((await leftOf(ada))[2]).toBe(3)
    await sweep(connection)
  })

  it('promise 10: deletes tens of thousands of stored responses in one run', async () => {
    const ada = await signUp()
    await sql`insert into idempotent_responses (user_id, key, fingerprint, response, created_at)
      select ${ada.id}, n::text, repeat('a', 64), to_json(repeat('x', 600)), now() - interval '2 days'
        from generate_series(1, 25000) n`
    const [line] = await scheduled()
    expect(line).toMatchObject({ done: true, calls: 3, forgotten: { responses: 25_000 } })
    expect(line.ms).toBeLessThan(20_000)
  }, 60_000)

  it('subtracts what it has deleted from the counts', async () => {
    const ada = await signUp()
    await leaveBehind(ada, '1 minute')
    await sql`update change_log_heads set (deletions, undo_bytes) = (select deletions, undo_bytes from ${recount} found
      where found.user_id = change_log_heads.user_id) where user_id = ${ada.id}`
    await sweep(connection)
    const [head] =
      await sql`select deletions::int, undo_bytes::int from change_log_heads where user_id = ${ada.id}`
    expect(head).toEqual({ deletions: 0, undo_bytes: 0 })
  })

  it('waits for no locks, and makes nobody wait', async () => {
    const ada = await signUp()
    await leaveBehind(ada, '1 minute')
    await Promise.all([
      sweep(connection),
      ...Array.from({ length: 5 }, async () => {
        const answer = await call('/api/v1/tasks', { token: ada.token, body: { title: 'Now' } })
        expect(answer.status).toBe(201)
      }),
    ])
    await sweep(connection)
    expect((await leftOf(ada))[0]).toBe(0)
  })

  it('logs an outage by its name, and throws nothing', async () => {
    await control.down()
    expect(await scheduled()).toMatchObject([
      { level: 'error', event: 'sweep_failed', cause: 'DatabaseUnavailable' },
    ])
  })

  it('logs missing settings', async () => {
    expect(await scheduled({ DATABASE_URL: undefined })).toMatchObject([
      { level: 'error', problem: 'misconfigured', settings: ['DATABASE_URL: is not set'] },
    ])
  })

  it('runs once an hour, as wrangler.toml says, and is not reachable through the API', async () => {
    expect(configuration).toMatch(/\[triggers\]\ncrons = \["\d+ \* \* \* \*"\]/)
    const answer = await exports.default.fetch(new Request('https://api.duly.test/api/v1/sweep'))
    expect(answer.status).toBe(404)
  })
})

// Promise 10: how much memory a Worker holds while it answers. V8 ends a Worker whose heap exceeds its limit, so a
// response proves that it held less. An idle heap has 14 MB.
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withPlainTls } from '../migrate/connect.ts'
import { freePorts } from '../stack/ports.ts'
import { newSecrets } from '../stack/secrets.ts'
import { startWorker } from '../stack/worker.ts'
import { startTestDatabase } from '../testing/test-database.ts'
import { signUp } from './client.ts'

/** This many of the worst tasks are 12 MB of JSON: a control character in the notes takes six bytes. */
const count = 100

let database: Awaited<ReturnType<typeof startTestDatabase>>
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database?.stop())

/** A user with the worst possible tasks, on a Worker with this heap. */
async function withHeap(heap: number) {
  const [port] = await freePorts()
  const url = `http://127.0.0.1:${port}`
  const settings = { ...database.settings, ...newSecrets(), BETTER_AUTH_URL: url, APP_ORIGIN: url }
  const worker = startWorker({ port, settings, heap })
  await worker.ready
  const { id, token } = await signUp(url)
  const client = new Client({ connectionString: withPlainTls(database.wireUrl) })
  await client.connect()
  const { rows } = await client.query(
    `insert into tasks (user_id, id, title, notes, due_date)
      select $1, gen_random_uuid(), repeat('"', 500), repeat(chr(1), 20000), '2030-01-31' from generate_series(1, $2)
      returning id`,
    [id, count],
  )
  await client.end()
  /** @returns the status, and the size of the whole response */
  async function ask(path: string, body?: object) {
    const answer = await fetch(`${url}/api/v1${path}`, {
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength }
  }
  return { ask, ids: rows.map((row): string => row.id), stop: worker.stop }
}

const file = (tasks: object[]) => ({ version: 1, tasks })

describe('promise 10: a Worker answers', () => {
  it('with 8 MB more than an idle one: pages, even three at once, batches, exports', async () => {
    const { ask, ids, stop } = await withHeap(22)
    try {
      const operations = ids.map((id) => ({ op: 'update', id, body: { priority: 1 } }))
      const page = { status: 200, bytes: expect.toSatisfy((bytes) => bytes > 900_000) }
      expect(await ask('/tasks?limit=200')).toEqual(page)
      expect(await ask('/changes?limit=500')).toEqual(page)
      const pages = Array.from({ length: 3 }, () => ask('/tasks?limit=200'))
      expect(await Promise.all(pages)).toEqual(Array(3).fill(page))
      expect((await ask('/tasks/batch', { operations })).status).toBe(200)
      const exported = await ask('/export?format=json')
      expect(exported.status).toBe(200)
      expect(exported.bytes).toBeGreaterThan(count * 120_000)
      for (const format of ['csv', 'ics'])
        expect((await ask(`/export?format=${format}`)).status).toBe(200)
      // The limit is real: a file of 25,000 rows exceeds it, and the Worker ends.
      const wrong = Array.from({ length: 25_000 }, () => ({ title: 1, notes: 2, labels: 3 }))
      expect((await ask('/import', file(wrong))).status).toBe(500)
    } finally {
      await stop()
    }
  }, 120_000)

  it('with 40 MB, of the 128 on Cloudflare: the largest files', async () => {
    const { ask, stop } = await withHeap(40)
    try {
      const wrong = { title: 1, notes: 2, labels: 3, priority: 'x', due_date: 'y', rank: 4, is: 1 }
      expect((await ask('/import', file(Array(25_000).fill(wrong)))).status).toBe(200)
      const right = { title: 'Task', notes: 'n'.repeat(110) }
      expect((await ask('/import', file(Array(29_000).fill(right)))).status).toBe(200)
      expect((await ask('/import?dry_run=true', file(Array(29_000).fill(right)))).status).toBe(200)
    } finally {
      await stop()
    }
  }, 120_000)
})

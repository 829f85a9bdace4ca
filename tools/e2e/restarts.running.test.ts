// With faults and restarts between a client and the database, every acknowledged write exists, and exactly once. The
// Worker and its database belong to this file.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectControl } from '../neon/control.ts'
import { freePorts } from '../stack/ports.ts'
import { newSecrets } from '../stack/secrets.ts'
import type { Server } from '../stack/server.ts'
import { startWorker } from '../stack/worker.ts'
import { startTestDatabase } from '../testing/test-database.ts'
import { type Person, signUp } from './client.ts'

let database: Awaited<ReturnType<typeof startTestDatabase>>
let api: string
let worker: Server
let startAgain: () => Server

beforeAll(async () => {
  database = await startTestDatabase()
  const [port] = await freePorts()
  api = `http://127.0.0.1:${port}`
  const settings = {
    ...database.settings,
    ...newSecrets(),
    BETTER_AUTH_URL: api,
    APP_ORIGIN: 'http://127.0.0.1:1',
  }
  startAgain = () => startWorker({ port, settings })
  worker = startAgain()
  await worker.ready
})
afterAll(async () => {
  await worker?.stop()
  await database?.stop()
})

async function restart() {
  await worker.stop()
  worker = startAgain()
  await worker.ready
}

interface Sent {
  body: { id?: string; title: string }
  headers: Record<string, string>
}
/** Alternates between the client's own id and an `Idempotency-Key`. */
const sent = (index: number): Sent => ({
  body: { ...(index % 2 === 0 && { id: randomUUID() }), title: `Task ${index}` },
  headers: index % 2 === 0 ? {} : { 'Idempotency-Key': randomUUID() },
})

/** Retries until the API answers with something other than an outage; outages are counted in `outages`. */
async function create({ token }: Person, { body, headers }: Sent, outages: Map<string, number>) {
  for (;;) {
    let outcome: string
    try {
      const answer = await fetch(`${api}/api/v1/tasks`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${token}`,
          ...headers,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      })
      const told = await answer.json()
      if (answer.status !== 503) return { status: answer.status, told }
      outcome = '503'
    } catch {
      outcome = 'no answer'
    }
    outages.set(outcome, (outages.get(outcome) ?? 0) + 1)
    await sleep(50)
  }
}

describe('promise 4: no acknowledged write is lost', () => {
  it('1,000 creates of 40 clients, 2 % errors, 2 % resets, 2 % lost, two restarts: the database has exactly what was sent', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => signUp(api)))
    const control = connectControl(database.controlUrl)
    const twoPercent = { match: 'app.write_tasks', times: 0, every: 50 }
    await control.setFaults([
      { kind: 'error', ...twoPercent, skip: 5 },
      { kind: 'reset', ...twoPercent, skip: 20 },
      { kind: 'lost', ...twoPercent, skip: 35 },
    ])
    const all = Array.from({ length: 1_000 }, (_, index) => ({ index, ...sent(index) }))
    const queue = [...all]
    const outages = new Map<string, number>()
    const statuses = new Map<number, number>()
    const told = new Map<string, string>()
    const clients = Array.from({ length: 40 }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const person = people[next.index % people.length]
        if (!person) throw new TypeError('nobody')
        const answer = await create(person, next, outages)
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        told.set(answer.told.id, answer.told.title)
      }
    })
    const work = Promise.all(clients)
    for (const left of [700, 350]) {
      while (queue.length > left) await sleep(5)
      await restart()
    }
    await work
    const fired = (await control.faults()).map((fault) => fault.fired)
    await control.clearFaults()

    expect([...statuses.keys()].sort().every((status) => status === 201 || status === 200)).toBe(
      true,
    )
    const client = new Client({ connectionString: database.wireUrl })
    await client.connect()
    const { rows } = await client.query('select id, title from tasks').finally(() => client.end())
    const inDatabase = rows.map(({ title }) => title).sort()
    expect(inDatabase).toEqual(all.map(({ body }) => body.title).sort())
    // Each client was told about the task that exists.
    expect(new Map(rows.map(({ id, title }) => [id, title]))).toEqual(told)
    // All of these faults occurred.
    expect(fired.every((times) => times >= 10)).toBe(true)
    expect(outages.get('503')).toBeGreaterThan(30)
    expect(outages.get('no answer')).toBeGreaterThan(0)
  }, 240_000)
})

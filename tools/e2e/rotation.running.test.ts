// The three steps of docs/deploy.md under load. At each step both versions serve for a while, and tokens signed by one
// are shown to the other. The Workers and their database belong to this file.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePorts } from '../stack/ports.ts'
import { newKeySet, newSecrets } from '../stack/secrets.ts'
import { startWorker } from '../stack/worker.ts'
import { startTestDatabase } from '../testing/test-database.ts'
import { type Person, signUp } from './client.ts'

const [oldKey] = JSON.parse(newKeySet()).keys
const [newKey] = JSON.parse(newKeySet()).keys

interface Version {
  url: string
  stop: () => Promise<void>
}

let database: Awaited<ReturnType<typeof startTestDatabase>>
let settings: Record<string, string>
const versions: Version[] = []

beforeAll(async () => {
  database = await startTestDatabase()
  const { BETTER_AUTH_SECRET } = newSecrets()
  settings = { ...database.settings, BETTER_AUTH_SECRET, APP_ORIGIN: 'http://127.0.0.1:1' }
})
afterAll(async () => {
  for (const { stop } of versions) await stop()
  await database?.stop()
})

/** Starts a version of the deployment. All versions are one API, with the address of the first. */
async function deploy(...keys: object[]): Promise<Version> {
  const [port] = await freePorts()
  const url = `http://127.0.0.1:${port}`
  settings.BETTER_AUTH_URL ??= url
  const JWT_KEYS = JSON.stringify({ keys })
  const worker = startWorker({ port, settings: { ...settings, JWT_KEYS } })
  const version = { url, stop: worker.stop }
  versions.push(version)
  await worker.ready
  return version
}

const anyOf = (urls: string[]) => urls[Math.floor(Math.random() * urls.length)]
const kidOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid

describe('promise 8: valid tokens survive a rotation', () => {
  it('under load, step by step: no 401, no 5xx', async () => {
    const serving: string[] = []
    const statuses = new Map<string, number>()
    const signedBy = new Set<string>()
    let running = true
    const ask = async (path: string, token: string, body?: object) => {
      const answer = await fetch(`${anyOf(serving)}${path}`, {
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      })
      const what = `${body ? 'POST' : 'GET'} ${path} ${answer.status}`
      statuses.set(what, (statuses.get(what) ?? 0) + 1)
      return await answer.json()
    }
    const client = async ({ session }: Person) => {
      while (running) {
        const { token } = await ask('/api/auth/token', session)
        signedBy.add(kidOf(token))
        for (let n = 0; n < 4; n += 1) {
          await ask('/api/v1/tasks', token)
          await sleep(20)
        }
        await ask('/api/v1/tasks', token, { title: 'Under load' })
      }
    }
    /** Runs the new version beside the old one, then alone. */
    const rollOut = async (...keys: object[]) => {
      const [before] = versions.slice(-1)
      const { url } = await deploy(...keys)
      serving.push(url)
      await sleep(1_500)
      serving.splice(0, serving.length, url)
      // Waits for pending requests.
      await sleep(500)
      await before?.stop()
    }

    const first = await deploy(oldKey)
    serving.push(first.url)
    const people = [await signUp(first.url), await signUp(first.url), await signUp(first.url)]
    const load = Promise.all(people.map(client))
    await rollOut(oldKey, newKey)
    expect([...signedBy]).toEqual([oldKey.kid])
    await rollOut(newKey, oldKey)
    running = false
    await load
    expect(signedBy).toEqual(new Set([oldKey.kid, newKey.kid]))
    expect([...statuses.keys()].sort()).toEqual([
      'GET /api/auth/token 200',
      'GET /api/v1/tasks 200',
      'POST /api/v1/tasks 201',
    ])
    expect(Math.min(...statuses.values())).toBeGreaterThan(20)

    // Nothing signed with the old key works after its removal.
    const [person] = people
    const old = person?.token ?? ''
    expect(kidOf(old)).toBe(oldKey.kid)
    const last = await deploy(newKey)
    const answer = await fetch(`${last.url}/api/v1/me`, {
      headers: { Authorization: `Bearer ${old}` },
    })
    expect([answer.status, (await answer.json()).code]).toEqual([401, 'token_invalid'])
  }, 120_000)
})

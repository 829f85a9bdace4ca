// Copies of one person's tasks, as tabs and devices have them, against the running API.
import { neon, neonConfig } from '@neondatabase/serverless'
import { afterEach, beforeEach, inject } from 'vitest'
import { type Person, signUp } from '../../../../tools/e2e/client.ts'
import '../../../../tools/testing/provided.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Data } from '../contract.ts'
import { openData } from '../open.ts'
import { calm, sendThrough, type Weather } from './network.ts'

/** Whose copies they are: somebody new for each test. */
export let ada: Person
/** Calm at the beginning of each. */
export const weather: Weather = { ...calm }
export const opened: Data[] = []

beforeEach(async () => {
  ada = await signUp(inject('apiUrl'))
  Object.assign(weather, calm, { as: undefined, at: undefined })
})
afterEach(async () => {
  for (const data of opened.splice(0)) await data.erase().catch(() => {})
})

/** Copies with the same device share what is kept, as tabs of one browser do. */
export async function open(device = 'one', send = sending()): Promise<Data> {
  const data = await openData({
    userId: `${ada.id}-${device}`,
    send,
    timezone: 'Europe/Berlin',
    isOnline: () => true,
  })
  opened.push(data)
  await data.sync()
  return data
}
export const sending = () => sendThrough(inject('apiUrl'), () => ada.token, weather, Math.random)
export const serverTasks = async () => {
  const answer = await fetch(`${inject('apiUrl')}/api/v1/tasks?view=all&limit=200&sort=rank`, {
    headers: { Authorization: `Bearer ${ada.token}` },
  })
  return (await answer.json()).items as Task[]
}
export function database() {
  const { DATABASE_URL = '', NEON_ENDPOINT } = inject('settings')
  if (NEON_ENDPOINT) neonConfig.fetchEndpoint = `${NEON_ENDPOINT}/sql`
  return neon(DATABASE_URL, { disableWarningInBrowsers: true })
}

// Copies of one person's tasks, as tabs and devices have them, against the running API.
import { neon, neonConfig } from '@neondatabase/serverless'
import { test as base, inject } from 'vitest'
import { type Person, signUp } from '../../../../tools/e2e/client.ts'
import '../../../../tools/testing/provided.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'
import type { Data, Send } from '../contract.ts'
import { openData } from '../open.ts'
import { calm, sendThrough, type Weather } from './network.ts'

export interface Fixtures {
  /** Whose copies they are: somebody new for each test. */
  ada: Person
  /** Calm at the beginning of each. */
  weather: Weather
  /** Copies to forget at the end of the test. */
  opened: Data[]
  sending: () => Send
  /** Copies with the same device share what is kept, as tabs of one browser do. */
  open: (device?: string, send?: Send) => Promise<Data>
  serverTasks: () => Promise<Task[]>
}

export const it = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures needed from the pattern.
  ada: async ({}, use) => {
    await use(await signUp(inject('apiUrl')))
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  weather: async ({}, use) => {
    await use({ ...calm })
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  opened: async ({}, use) => {
    const opened: Data[] = []
    await use(opened)
    for (const data of opened) await data.erase().catch(() => {})
  },
  sending: async ({ ada, weather }, use) => {
    await use(() => sendThrough(inject('apiUrl'), () => ada.token, weather, Math.random))
  },
  open: async ({ ada, opened, sending }, use) => {
    await use(async (device = 'one', send = sending()) => {
      const data = await openData({
        userId: `${ada.id}-${device}`,
        send,
        timezone: 'Europe/Berlin',
        isOnline: () => true,
      })
      opened.push(data)
      await data.sync()
      return data
    })
  },
  serverTasks: async ({ ada }, use) => {
    await use(async () => {
      const answer = await fetch(`${inject('apiUrl')}/api/v1/tasks?view=all&limit=200&sort=rank`, {
        headers: { Authorization: `Bearer ${ada.token}` },
      })
      return (await answer.json()).items
    })
  },
})

export function database() {
  const { DATABASE_URL = '', NEON_ENDPOINT } = inject('settings')
  if (NEON_ENDPOINT) neonConfig.fetchEndpoint = `${NEON_ENDPOINT}/sql`
  return neon(DATABASE_URL, { disableWarningInBrowsers: true })
}

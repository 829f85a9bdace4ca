// All of Duly as deployed: the built app and the Worker, on two origins, with a separate database.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestDatabase } from '../testing/test-database.ts'
import { freePorts } from './ports.ts'
import { newSecrets } from './secrets.ts'
import { buildSite, serveSite } from './site.ts'
import { startWorker } from './worker.ts'

export interface Built {
  apiUrl: string
  webUrl: string
  controlUrl: string
  /** The folder of the built site. */
  dist: string
  /** The Worker's settings. */
  settings: Record<string, string>
  stop(): Promise<void>
}

/** If a part fails to start, stops the others. */
export async function startBuilt(): Promise<Built> {
  const started: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const stopOne of started.reverse()) await stopOne()
  }
  try {
    const [apiPort, webPort] = await freePorts()
    const apiUrl = `http://127.0.0.1:${apiPort}`
    const webUrl = `http://127.0.0.1:${webPort}`
    const folder = await mkdtemp(join(tmpdir(), 'duly-site-'))
    started.push(() => rm(folder, { recursive: true, force: true }))
    const database = await startTestDatabase()
    started.push(database.stop)
    const settings = {
      ...database.settings,
      ...newSecrets(),
      BETTER_AUTH_URL: apiUrl,
      APP_ORIGIN: webUrl,
      DEBUG_ROUTES: '1',
    }
    const worker = startWorker({ port: apiPort, settings })
    started.push(worker.stop)
    await worker.ready
    await buildSite(apiUrl, folder)
    const site = serveSite(folder, webPort)
    started.push(site.stop)
    await site.ready
    return { apiUrl, webUrl, controlUrl: database.controlUrl, dist: folder, settings, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

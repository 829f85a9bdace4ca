// The whole of Duly running, for tests from outside: the built app and the real Worker, on two origins.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePort } from '../stack/ports.ts'
import { newSecrets } from '../stack/secrets.ts'
import { buildSite, serveSite } from '../stack/site.ts'
import { startWorker } from '../stack/worker.ts'
import './provided.ts'
import { startTestDatabase } from './test-database.ts'

export default async function setup(project: TestProject) {
  const started: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const stopOne of started.reverse()) await stopOne()
  }
  try {
    const [apiPort, webPort] = [await freePort(), await freePort()]
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
    const worker = await startWorker({ port: apiPort, settings })
    started.push(worker.stop)
    await buildSite(apiUrl, folder)
    const site = await serveSite(folder, webPort)
    started.push(site.stop)
    project.provide('settings', settings)
    project.provide('controlUrl', database.controlUrl)
    project.provide('apiUrl', apiUrl)
    project.provide('webUrl', webUrl)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

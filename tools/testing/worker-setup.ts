import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { newSecrets } from '../stack/secrets.ts'
import './provided.ts'

export default async function setup(project: TestProject) {
  const database = fork(join(import.meta.dirname, 'database-process.ts'))
  const ended = once(database, 'exit')
  const [told] = await Promise.race([
    once(database, 'message'),
    ended.then(([code]) => {
      throw new Error(`the test database ended with ${code}`)
    }),
  ])
  project.provide('controlUrl', told.controlUrl)
  project.provide('settings', {
    ...told.settings,
    ...newSecrets(),
    BETTER_AUTH_URL: 'https://api.duly.test',
    APP_ORIGIN: 'https://app.duly.test',
    PREVIEW_ORIGIN: 'https://*.duly.pages.dev',
    DEBUG_ROUTES: '1',
  })
  return async () => {
    database.disconnect()
    await ended
  }
}

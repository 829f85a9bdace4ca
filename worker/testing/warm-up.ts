// Loads the whole Worker with a first request (seconds), so that no test is charged for it.
import { beforeAll } from 'vitest'
import { call } from './call.ts'

beforeAll(async () => {
  await call('/health')
})

// The first request loads the whole Worker (seconds); no test should be charged for it.
import { beforeAll } from 'vitest'
import { call } from './call.ts'

beforeAll(async () => {
  await call('/health')
})

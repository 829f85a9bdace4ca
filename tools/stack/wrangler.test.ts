import { join } from 'node:path'
import { expect, it } from 'vitest'
import { unstable_readConfig } from 'wrangler'
import { root } from './wrangler.ts'

it('a deployment logs what the Worker says, and the URL of no request', () => {
  const { observability } = unstable_readConfig({ config: join(root, 'wrangler.toml') })
  expect(observability?.logs).toMatchObject({ enabled: true, invocation_logs: false })
})

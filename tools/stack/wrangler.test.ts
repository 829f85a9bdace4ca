import { join } from 'node:path'
import { expect, it } from 'vitest'
import { unstable_readConfig } from 'wrangler'
import { root } from './wrangler.ts'

it("a deployment logs the Worker's lines, but no request URLs", () => {
  const { observability } = unstable_readConfig({ config: join(root, 'wrangler.toml') })
  expect(observability?.logs).toMatchObject({ enabled: true, invocation_logs: false })
})

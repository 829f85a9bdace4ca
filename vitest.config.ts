// One run, three kinds of tests: logic in Node, the Worker in workerd, and the whole of Duly running. The end of its name
// decides what a test is, wherever it lies: *.running.test.ts runs against the whole of Duly.

import { readFileSync } from 'node:fs'
import { cloudflareTest } from '@cloudflare/vitest-pool-workers'
import { defaultExclude, defineConfig } from 'vitest/config'
import { rateLimitsOf } from './tools/testing/rate-limits.ts'

const configuration = readFileSync(new URL('wrangler.toml', import.meta.url), 'utf8')
const { TRANSFER_LIMITER: transfers } = rateLimitsOf(configuration)
if (!transfers) throw new Error('wrangler.toml has no TRANSFER_LIMITER')

const running = '**/*.running.test.ts'
const inWorkerd = 'worker/**/*.test.ts'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: [...defaultExclude, running, inWorkerd],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: { ...inject('settings') },
              // Tests send more files than a person may; worker/auth/transfer-limit.test.ts holds the limit that is set.
              ratelimits: {
                TRANSFER_LIMITER: { namespace_id: 'tests', simple: { limit: 600, period: 60 } },
                TRANSFER_LIMITER_AS_SET: { namespace_id: 'as set', simple: transfers },
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          include: [inWorkerd],
          exclude: [...defaultExclude, running],
          globalSetup: './tools/testing/worker-setup.ts',
          setupFiles: ['./worker/testing/quiet-logs.ts'],
          // One database for all: a file that injects faults or counts calls must be alone with it.
          fileParallelism: false,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'running',
          include: [running],
          globalSetup: './tools/testing/running-setup.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

// One run, three kinds of tests: logic in Node, the Worker in workerd, and the whole of Duly running.
import { cloudflareTest } from '@cloudflare/vitest-pool-workers'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['tools/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: ['tools/e2e/**', 'web/src/**/*.running.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: { ...inject('settings') } },
          })),
        ],
        test: {
          name: 'worker',
          include: ['worker/**/*.test.ts'],
          globalSetup: './tools/testing/worker-setup.ts',
          setupFiles: ['./worker/testing/warm-up.ts', './worker/testing/quiet-logs.ts'],
          // One database for all: a file that injects faults or counts calls must be alone with it.
          fileParallelism: false,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'running',
          include: [
            'web/e2e/**/*.test.ts',
            'web/src/**/*.running.test.ts',
            'tools/e2e/**/*.test.ts',
          ],
          globalSetup: './tools/testing/running-setup.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

// npm run test:quick: logic that needs no database, no Worker and no browser. npm test runs all of it too, the domain in
// workerd.
import { defaultExclude, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'quick',
    include: ['web/src/**/*.test.ts', 'worker/domain/**/*.test.ts'],
    exclude: [...defaultExclude, '**/*.{pg,running}.test.ts'],
    maxWorkers: '100%',
    testTimeout: 30_000,
  },
})

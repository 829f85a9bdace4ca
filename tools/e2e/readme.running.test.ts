// Runs the README's commands as written.
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { root } from '../stack/wrangler.ts'
import '../testing/provided.ts'
import { runShell } from './shell.ts'
import { linksOf, readPage, runTour } from './tour.ts'

const readme = await readPage('README.md')
/** Commands that other tests run: npm start in start.running.test.ts; npm test runs this file. */
const elsewhere = ['npm ci && npm start\n', 'npm ci && npm test\n']

describe('the README', () => {
  it('has a curl tour that works as written, with the responses it describes', async () => {
    const output = (await runTour(readme, inject('apiUrl'))).join('\n')
    expect(output).toContain('"email":"ada@example.org"')
    expect(output).toContain('HTTP/1.1 201 Created')
    expect(output).toContain(
      '"items":[{"id":"019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10","title":"Call Mia"',
    )
    expect(output).toContain('"priority":3')
    expect(output).toMatch(/"code":"version_mismatch".*"current":\{.*"title":"Call Mia"/)
    expect(output).toMatch(/"completed_at":"\d/)
    expect(output).toContain('HTTP/1.1 204 No Content')
    expect(output).toMatch(/"deleted_at":null,"version":5/)
    expect(output).toMatch(/"name":"Home","color"/)
    expect(output).toMatch(/"title":"Water the ferns".*"list_id":"01.*"recurrence":"FREQ=DAILY;/)
    expect(output).toMatch(/"items":\[\{[^}]*"title":"Water the ferns".*"version":2/)
    expect(output).toMatch(/"token":"duly_pat_/)
    expect(output).toMatch(/"changes":\[\{"seq":\d+,"type":"(task|list)".*"has_more":false/)
    expect(output).toMatch(/^019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10,Call Mia,/m)
    expect(output).toMatch(/"dry_run":true,"created":1,"exists":0,"refused":0/)
    expect(output).toContain('{"success":true}')
    expect(output.trim().split('\n').at(-1)).toContain('"code":"token_revoked"')
  })

  it('has no command that no test runs', async () => {
    const others = readme.blocks.filter(({ isTour, code }) => !isTour && !elsewhere.includes(code))
    expect(others.map(({ code }) => code)).toEqual(['npm run deploy -- --dry-run\n'])
    const output = await runShell(`cd ${root} && ${others[0]?.code}`)
    expect(output).toMatch(/0003_tasks[\s\S]*Total Upload: .* gzip: [\d.]+ KiB[\s\S]*index.*\.js/)
  }, 60_000)

  it('has a quick test, which checks types and takes a choice of files', async () => {
    expect(readme.text).toContain('`npm run test:quick`')
    const output = await runShell(`cd ${root} && npm run test:quick -- worker/domain/rank.test.ts`)
    expect(output).toMatch(/> tsc -b && [\s\S]*Test Files .*1 passed/)
  }, 120_000)

  it('has no broken links', async () => {
    const links = linksOf(readme)
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) await expect(access(join(root, link)), link).resolves.toBeUndefined()
  })

  it('lists only code-tour paths that exist', async () => {
    const files = (await runShell(`cd ${root} && git ls-files`)).split('\n')
    const [, table = ''] = /## Code tour\n(.*?)\n## /s.exec(readme.text) ?? []
    const paths = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, path = '']) => path)
    for (const path of paths)
      expect([path, files.some((file) => file.startsWith(path))]).toEqual([path, true])
  })
})

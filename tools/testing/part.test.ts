// How CI reports tests that hang, and tests that do not.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { root } from '../stack/wrangler.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duly-part-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function run(seconds: number, file: string, code: string) {
  await writeFile(join(folder, file), code)
  const args = [join(root, '.ci/part'), 'half', String(seconds), folder]
  const { status, stdout } = spawnSync('bash', [...args, '--root', folder, '--globals'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '' },
    encoding: 'utf8',
  })
  return { status, stdout }
}

it('a part that runs out of time names the test and file it was in', async () => {
  const code = `describe('the sea', () => {
    it('is wide', () => {})
    it('never ends', () => new Promise(() => {}), 600_000)
  })`
  const { status, stdout } = await run(30, 'sea.test.ts', code)
  expect(status).toBe(124)
  expect(stdout).toContain('CUT: the part "half" was not done after 30 s. It was in:')
  expect(stdout.split('It was in:')[1]).toMatch(/sea\.test\.ts > the sea > never ends\n$/)
}, 90_000)

it('a part that ends in time leaves a report, and its own result', async () => {
  const { status, stdout } = await run(
    60,
    'pond.test.ts',
    `it('is small', () => expect(1).toBe(2))`,
  )
  expect(status).toBe(1)
  expect(stdout).not.toContain('CUT')
  const report = JSON.parse(await readFile(join(folder, 'half.json'), 'utf8'))
  expect(report).toMatchObject({ numFailedTests: 1, numPassedTests: 0 })
})

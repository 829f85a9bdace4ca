// docs/api.md: runs its commands and its program as written, and checks the responses that the text describes.
import { execFile, spawnSync } from 'node:child_process'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { root } from '../stack/wrangler.ts'
import '../testing/provided.ts'
import { type Person, signUp } from './client.ts'
import { type DocPage, linksOf, readPage, runTour } from './tour.ts'

let page: DocPage
beforeAll(async () => {
  page = await readPage('docs/api.md')
})

it('docs/api.md has commands that work as written, with the responses it describes', async () => {
  const [, me, token, made, quick, found, second, changed, once, batch, brief, rent, wrong] =
    await runTour(page, inject('apiUrl'))
  expect(me).toContain('"email":"grace@example.org"')
  expect(token).toMatch(/"scopes":\["tasks:read"\].*"token":"duly_pat_[\w-]+"/)
  const [list = '', task, subtask] = lines(made)
  const id = JSON.parse(list).id
  expect(task).toContain(`"title":"Paint the kitchen","notes":"","list_id":"${id}"`)
  expect(subtask).toMatch(RegExp(`"list_id":"${id}","parent_id":"[^"]+".*"labels":\\["shop"\\]`))
  expect(quick).toMatch(
    /"title":"Water the ferns".*"priority":2,"labels":\["plants"\],"list":"home"/,
  )
  expect(quick).toMatch(/"recurrence":"FREQ=DAILY;INTERVAL=3".*"spans":\[\{"start":16,"end":28/)
  expect(found).toMatch(/"items":\[\{[^}]*"title":"Buy paint"[^}]*\}\],"next_cursor":"/)
  expect(second).toMatch(/"items":\[\{[^}]*"title":"Paint the kitchen"[^}]*\}\],"next_cursor":null/)
  const [first, late] = lines(changed)
  expect(first).toMatch(/"priority":3.*"version":2/)
  expect(late).toMatch(/"code":"version_mismatch".*"current":\{.*"title":"Paint the kitchen"/)
  expect(once?.match(/HTTP\/1.1 201 Created/g)).toHaveLength(2)
  expect(once?.match(/idempotency-replayed: true/gi)).toHaveLength(1)
  expect(new Set(once?.match(/^\{.*"title":"Call Mia".*\}$/gm)).size).toBe(1)
  const [refused, done] = lines(batch)
  expect(refused).toMatch(/"code":"version_mismatch".*"index":1/)
  expect(done).toMatch(/"status":201,.*"title":"Made".*"status":200,.*"priority":4/)
  expect(brief).toMatch(/preference-applied: return=minimal/i)
  expect(brief).toMatch(/^\{"results":\[\{"status":200,"id":"[^"]+","version":4,"seq":\d+\}\]\}$/m)
  const [, march, last] = lines(rent)
  expect(march).toMatch(/"due_date":"2099-03-31".*;COUNT=1"/)
  expect(last).toMatch(/"completed_at":"\d/)
  for (const field of ['title', 'due_date', 'colour']) {
    expect(wrong).toContain(`"pointer":"/${field}"`)
  }
})

const lines = (output = '') => output.split('\n').filter((line) => line !== '')

it.each([
  'docs/api.md',
  'docs/import-export.md',
  'docs/architecture.md',
  'docs/problems.md',
  'docs/verify-tokens.md',
])('%s has no broken links', async (path) => {
  for (const link of linksOf(await readPage(path))) {
    await expect(access(join(root, 'docs', link)), link).resolves.toBeUndefined()
  }
})

const python = '/usr/bin/python3'
const available = spawnSync(python, ['--version']).status === 0
if (!available) console.warn('SKIPPED: the program of docs/api.md needs python3')

describe.skipIf(!available)('the program in docs/api.md', () => {
  let folder: string
  let ada: Person
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duly-copy-'))
    const [, program] = /```python\n(# keep_copy.py.*?)```/s.exec(page.text) ?? []
    await writeFile(join(folder, 'keep_copy.py'), program ?? '')
    ada = await signUp(inject('apiUrl'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const api = (path: string, options: { method: string; body?: string }) =>
    fetch(`${inject('apiUrl')}/api/v1${path}`, {
      ...options,
      headers: { Authorization: `Bearer ${ada.token}`, 'Content-Type': 'application/json' },
    })
  const copyFile = () => join(folder, 'copy.json')
  async function keepCopy() {
    const env = { DULY_API: inject('apiUrl'), DULY_TOKEN: ada.token }
    await promisify(execFile)(python, ['keep_copy.py'], { cwd: folder, env })
    return JSON.parse(await readFile(copyFile(), 'utf8'))
  }
  const titles = (copy: { task: Record<string, { title: string }> }) =>
    Object.values(copy.task).map(({ title }) => title)

  it('follows creations, changes and permanent deletions', async () => {
    await api('/lists', { method: 'POST', body: '{"name":"Home"}' })
    const operations = Array.from({ length: 100 }, (_, n) => ({
      op: 'create',
      body: { title: `Task ${n}` },
    }))
    for (let round = 0; round < 3; round += 1) {
      await api('/tasks/batch', { method: 'POST', body: JSON.stringify({ operations }) })
    }
    const copy = await keepCopy()
    expect(titles(copy)).toHaveLength(300)
    expect(Object.keys(copy.list)).toHaveLength(1)

    const [gone, renamed] = Object.keys(copy.task)
    await api(`/tasks/${gone}?permanent=true`, { method: 'DELETE' })
    await api(`/tasks/${renamed}`, { method: 'PATCH', body: '{"title":"Renamed"}' })
    const later = await keepCopy()
    expect(titles(later)).toHaveLength(299)
    expect(later.task).not.toHaveProperty(String(gone))
    expect(titles(later)).toContain('Renamed')
  })

  it('starts again if its copy is too old', async () => {
    await api('/tasks', { method: 'POST', body: '{"title":"Still here"}' })
    const stale = { since: 1_000_000, task: { stale: { title: 'Stale' } }, list: {} }
    await writeFile(copyFile(), JSON.stringify(stale))
    const copy = await keepCopy()
    expect(titles(copy)).toContain('Still here')
    expect(titles(copy)).not.toContain('Stale')
  })
})

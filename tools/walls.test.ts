// The walls between rooms (docs/architecture.md) are lint rules: each reports a planted violation.
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './stack/wrangler.ts'

/** Lints one file with one import, at `path` of a folder that contains only the project's rules. */
async function mayImport(path: string, from: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'duly-walls-'))
  try {
    const { vcs: _, ...rules } = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'))
    await writeFile(join(folder, 'biome.json'), JSON.stringify(rules))
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), `import { thing } from '${from}'\n\nthing()\n`)
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', path],
      { cwd: folder, encoding: 'utf8' },
    )
    expect(stdout + stderr).toContain('Checked 1 file')
    return !(stdout + stderr).includes('noRestrictedImports')
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('a wall stands between', () => {
  it.each([
    ['a room and another room', 'worker/tasks/routes.ts', '../me/store.ts'],
    ['a folder of a room and another room', 'worker/tasks/query/sort.ts', '../../me/store.ts'],
    ['a room and a folder of another', 'worker/transfer/routes.ts', '../tasks/query/schema.ts'],
    ['a room and what composes rooms', 'worker/tasks/routes.ts', '../date-words.ts'],
    ['a room and the settings', 'worker/tasks/routes.ts', '../env.ts'],
    ['a room and the inside of the guard', 'worker/tasks/routes.ts', '../auth/keys.ts'],
    ['a room and how its guard is made', 'worker/tasks/routes.ts', '../auth/require-user.ts'],
    ['the guard and rooms', 'worker/auth/require-user.ts', '../tasks/store.ts'],
    ['what all rooms use and rooms', 'worker/problem.ts', './tasks/schema.ts'],
    ['what all rooms use and the driver', 'worker/problem.ts', '@neondatabase/serverless'],
    ['a room and Better Auth', 'worker/tasks/store.ts', 'better-auth/api'],
    ['a room and the driver', 'worker/me/store.ts', '@neondatabase/serverless'],
    ['a room and the platform', 'worker/tasks/routes.ts', 'cloudflare:workers'],
    ['a schema and everything but zod', 'worker/tasks/schema.ts', 'hono'],
    ['a schema and its own room', 'worker/tasks/schema.ts', './store.ts'],
    ['a schema and the rest of a room below', 'worker/tasks/schema.ts', './recurrence/store.ts'],
    ['a schema and that of another room', 'worker/me/schema.ts', '../tasks/schema.ts'],
    ['shared fields and rooms', 'worker/domain/fields.ts', '../tasks/schema.ts'],
    ['the domain and what rooms use', 'worker/domain/search-terms.ts', '../problem.ts'],
    ['the domain and rooms', 'worker/domain/search-terms.ts', '../tasks/schema.ts'],
    [
      'a folder of the domain and rooms',
      'worker/domain/quick-add/parse.ts',
      '../../tasks/schema.ts',
    ],
    [
      'a folder of the domain and what rooms use',
      'worker/domain/quick-add/parse.ts',
      '../../ids.ts',
    ],
    ['a folder of the domain and libraries', 'worker/domain/quick-add/parse.ts', 'hono'],
    ['the domain and the database', 'worker/domain/search-terms.ts', '../db/database.ts'],
    ['the domain and libraries', 'worker/domain/search-terms.ts', 'hono'],
    ['the domain and the platform', 'worker/domain/search-terms.ts', 'cloudflare:workers'],
    ['the domain and Node', 'worker/domain/search-terms.ts', 'node:crypto'],
    ['the domain and the app', 'worker/domain/search-terms.ts', '../../web/src/data/views.ts'],
    ['the database and rooms', 'worker/db/open.ts', '../tasks/schema.ts'],
    ['the database and the web framework', 'worker/db/request-transaction.ts', 'hono'],
    ['the app and the inside of the Worker', 'web/src/api.ts', '../../worker/tasks/store.ts'],
    ['a room of the app and another', 'web/src/tasks/store.ts', '../session/session.ts'],
    ["a room of the app and the Worker's inside", 'web/src/tasks/a.ts', '../../../worker/env.ts'],
    ["the app's data and its pages", 'web/src/data/open.ts', '../tasks/store.ts'],
    ["the app's data and its rooms", 'web/src/data/sync/push.ts', '../../tasks/store.ts'],
    ["the app's data and React", 'web/src/data/store/counts.ts', 'react'],
    ["the app's data and the network", 'web/src/data/sync/push.ts', '../../api.ts'],
    [
      "the app's data and the inside of the Worker",
      'web/src/data/sync/push.ts',
      '../../../../worker/problem.ts',
    ],
    ['small pieces of state and the data', 'web/src/state/atom.ts', '../data/contract.ts'],
    ['small pieces of state and React', 'web/src/state/atom.ts', 'react'],
    ["a room and what is behind the data's contract", 'web/src/tasks/list.tsx', '../data/open.ts'],
    ['a room and a folder of the data', 'web/src/tasks/list.tsx', '../data/store/counts.ts'],
    ["the app's small parts and its data", 'web/src/ui/button.tsx', '../tasks/store.ts'],
  ])('%s', async (_, path, from) => {
    expect(await mayImport(path, from)).toBe(false)
  })

  it.each([
    ['worker/tasks/routes.ts', '../guard.ts'],
    ['worker/tasks/store.ts', '../db/request-transaction.ts'],
    ['worker/tasks/store.ts', '../domain/search-terms.ts'],
    ['worker/transfer/foreign/draft.ts', '../../domain/search-terms.ts'],
    ['worker/tasks/schema.ts', '../domain/task-fields.ts'],
    ['worker/tasks/query/schema.ts', '../../domain/task-fields.ts'],
    ['worker/auth/schema.ts', '../domain/task-fields.ts'],
    ['worker/openapi.ts', './domain/task-fields.ts'],
    ['worker/domain/fields.ts', 'zod'],
    ['worker/domain/fields.ts', './task-fields.ts'],
    ['web/src/data/store/sorted-ids.ts', '../../../../worker/domain/search-terms.ts'],
    ['web/src/pickers/choices.ts', '../../../worker/domain/search-terms.ts'],
    ['web/src/use-draft.ts', '../../worker/domain/task-fields.ts'],
    ['worker/tasks/schema.ts', 'zod'],
    ['worker/tasks/schema.ts', './query/schema.ts'],
    ['worker/domain/quick-add/parse.ts', '../wall-clock.ts'],
    ['worker/domain/quick-add/parse.ts', '../recurrence/rule.ts'],
    ['worker/tasks/query/sort.ts', '../../problem.ts'],
    ['worker/auth/auth.ts', '../env.ts'],
    ['worker/router.ts', './guard.ts'],
    ['worker/auth/require-user.ts', '../guard.ts'],
    ['worker/app.ts', './tasks/routes.ts'],
    ['worker/db/request-transaction.ts', '../problem.ts'],
    ['web/src/tasks/store.ts', '../../../worker/tasks/schema.ts'],
    ['web/src/tasks/quick-add.tsx', '../../../worker/domain/quick-add/parse.ts'],
    ['web/src/tasks/list.tsx', '../ui/button.tsx'],
    ['web/src/tasks/list.tsx', '../data/contract.ts'],
    ['web/src/tasks/list.tsx', '../state/atom.ts'],
    ['web/src/data/open.ts', '../../../worker/tasks/schema.ts'],
    ['web/src/data/open.ts', '../state/atom.ts'],
    ['web/src/data/store/counts.ts', '../../state/atom.ts'],
    ['web/src/data/store/counts.ts', '../../../../worker/domain/due.ts'],
    ['web/src/data/sync/push.ts', '../mutations/mutation.ts'],
    ['web/src/app.tsx', './tasks/dashboard.tsx'],
  ])('nothing where %s needs %s', async (path, from) => {
    expect(await mayImport(path, from)).toBe(true)
  })
})

it("no part of the app's data takes more than five collaborators", async () => {
  const folder = join(root, 'web/src/data')
  const names = await readdir(folder, { recursive: true })
  const sources = names.filter((name) => /(?<!\.test)\.ts$/.test(name) && !name.includes('testing'))
  const counts = await Promise.all(
    sources.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      const deps = /^interface Deps \{\n(.*?)^\}/ms.exec(text)?.[1] ?? ''
      return [name, deps.match(/^ {2}\w+\??:/gm)?.length ?? 0] as const
    }),
  )
  // As many parts as have collaborators at all: the pattern must find them.
  expect(counts.filter(([, count]) => count > 0).length).toBeGreaterThan(8)
  expect(counts.filter(([, count]) => count > 5)).toEqual([])
})

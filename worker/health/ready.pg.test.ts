// /ready checks whether the database has what this Worker's statements need; a newer schema has everything.
import { afterEach, expect, it } from 'vitest'
import { schemaVersion } from '../db/schema-version.ts'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'

const later = schemaVersion + 1

afterEach(async () => {
  await sql`delete from app.migrations where version = ${later}`
  await sql`update app.migrations set version = ${schemaVersion} where version = -1`
})

it('accepts a database that is ahead, as after a roll-back', async () => {
  await sql`insert into app.migrations (version, name, checksum) values (${later}, 'later', '')`
  const answer = await call('/ready')
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { status: 'ready', schema_version: later },
  ])
})

it('refuses a database that is behind, and says what is needed', async () => {
  await sql`update app.migrations set version = -1 where version = ${schemaVersion}`
  const answer = await call('/ready')
  expect([answer.status, await answer.json()]).toMatchObject([
    503,
    {
      code: 'not_ready',
      detail: `schema version ${schemaVersion - 1}, ${schemaVersion} needed`,
    },
  ])
})

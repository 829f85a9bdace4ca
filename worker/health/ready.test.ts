// /ready asks whether the database has what this Worker's statements need: a newer one has it all.
import { afterEach, describe, expect, it } from 'vitest'
import { functionsChecksum, schemaVersion } from '../db/schema-version.ts'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'

const later = schemaVersion + 1

const addMigration = () =>
  sql`insert into app.migrations (version, name, checksum) values (${later}, 'later', '')`

/** Functions that were applied before those of this Worker. */
const addEarlierFunctions = () =>
  sql`insert into app.functions (id, checksum) overriding system value values (-1, 'earlier')`

const replaceFunctions = (checksum: string) =>
  sql`insert into app.functions (checksum) values (${checksum})`

/** As if those of this Worker had never been applied. */
const renameFunctions = (checksum: string) =>
  sql`update app.functions set checksum = ${checksum} where checksum = ${functionsChecksum}`

afterEach(async () => {
  await sql`delete from app.migrations where version = ${later}`
  await sql`update app.migrations set version = ${schemaVersion} where version = -1`
  await sql`delete from app.functions where checksum in ('earlier', 'later')`
  await sql`update app.functions set checksum = ${functionsChecksum} where checksum = 'others'`
})

async function readiness() {
  const answer = await call('/ready')
  const { status, code, detail, schema_version } = await answer.json<Record<string, unknown>>()
  return answer.ok ? [answer.status, status, schema_version] : [answer.status, code, detail]
}

const oldFunctions = [503, 'not_ready', 'functions older than this Worker needs']

describe('the migrations', () => {
  it('may be ahead, as they are after a roll-back', async () => {
    await addMigration()
    expect(await readiness()).toEqual([200, 'ready', later])
  })

  it('may not be behind; the answer says what is needed', async () => {
    await sql`update app.migrations set version = -1 where version = ${schemaVersion}`
    const detail = `schema version ${schemaVersion - 1}, ${schemaVersion} needed`
    expect(await readiness()).toEqual([503, 'not_ready', detail])
  })
})

describe('the functions', () => {
  it('are those of this Worker, as the newest in the log or put back', async () => {
    expect(await readiness()).toEqual([200, 'ready', schemaVersion])
    await replaceFunctions('later')
    await replaceFunctions(functionsChecksum)
    expect(await readiness()).toEqual([200, 'ready', schemaVersion])
  })

  it('may be newer, as they are after a roll-back', async () => {
    await replaceFunctions('later')
    expect(await readiness()).toEqual([200, 'ready', schemaVersion])
  })

  it('may not be older', async () => {
    await renameFunctions('others')
    expect(await readiness()).toEqual(oldFunctions)
  })

  it('may not be older ones that were put back', async () => {
    await addEarlierFunctions()
    expect(await readiness()).toEqual([200, 'ready', schemaVersion])
    await replaceFunctions('earlier')
    expect(await readiness()).toEqual(oldFunctions)
  })

  it('are newer with a newer migration, although the log has never had those of this Worker', async () => {
    await renameFunctions('others')
    await addMigration()
    expect(await readiness()).toEqual([200, 'ready', later])
  })
})

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDatabaseUrl } from './database-url.ts'
import { freePorts } from './ports.ts'
import { root } from './wrangler.ts'

it.each([
  'postgresql://duly:x@ep-cool-1.eu-central-1.aws.neon.tech/neondb?sslmode=require',
  'postgres://postgres@127.0.0.1:5432/postgres',
  'postgresql://duly:p%23%2F%3Fss@[::1]/duly',
  'postgresql:///duly',
])('accepts %s', (url) => {
  expect(checkDatabaseUrl(url)).toBe(url)
})

const refused: [string, string][] = [
  ['localhost', 'is not a URL'],
  ['host=localhost dbname=duly', 'is not a URL'],
  ['', 'is not a URL'],
  ['localhost:5432', 'something other than Postgres'],
  ['https://console.neon.tech/secret', 'something other than Postgres'],
  ['mysql://duly:secret@host/duly', 'something other than Postgres'],
  ["psql 'postgresql://duly:secret@host/duly'", 'leave out `psql`'],
  ["'postgresql://duly:secret@host/duly'", 'quotation marks'],
  ['postgresql://duly:secret@host/duly\n', 'blank or a line break'],
  ['postgresql://duly:secret#1@host/duly', 'write special characters'],
  ['postgresql://duly:secret/1@host/duly', 'write special characters'],
]
it.each(refused)('says what is wrong with %j, without repeating a password', (url, reason) => {
  let message = ''
  try {
    checkDatabaseUrl(url)
  } catch (error) {
    message = String(error)
  }
  expect(message).toContain(reason)
  expect(message).toContain('It should look like postgresql://')
  expect(message).not.toContain('secret')
})

describe('an invalid DATABASE_URL is reported by', () => {
  it.each(['migrate', 'start', 'test', 'deploy'])('npm run %s', async (tool) => {
    const [port, webPort] = await freePorts()
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, `tools/${tool}.ts`)],
      {
        env: {
          ...process.env,
          DATABASE_URL: 'secret',
          PORT: String(port),
          WEB_PORT: String(webPort),
        },
        encoding: 'utf8',
      },
    )
    expect(status).toBe(1)
    expect(stdout + stderr).toContain('DATABASE_URL is not a URL. It should look like')
    expect(stdout + stderr).not.toContain('secret')
  })
})

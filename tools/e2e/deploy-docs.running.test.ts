// docs/deploy.md: runs the commands for this machine as written.
import { neon, neonConfig } from '@neondatabase/serverless'
import { importJWK, SignJWT } from 'jose'
import { expect, inject, it } from 'vitest'
import { root } from '../stack/wrangler.ts'
import '../testing/provided.ts'
import { runShell } from './shell.ts'
import { readPage } from './tour.ts'

const { text } = await readPage('docs/deploy.md')
function command(start: string): string {
  const [, found] = new RegExp(`\`(${start}[^\`]*)\``).exec(text) ?? []
  if (!found) throw new Error(`the page has no ${start}`)
  return found
}

it('makes a set with one key that signs', async () => {
  const output = await runShell(`cd ${root} && ${command('npm run --silent new-keys')}`)
  const { keys } = JSON.parse(output)
  expect(keys).toEqual([expect.objectContaining({ alg: 'EdDSA', kid: expect.any(String) })])
  const token = new SignJWT().setProtectedHeader({ alg: 'EdDSA' })
  expect(await token.sign(await importJWK(keys[0]))).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{86}$/)
})

it('sweeps by hand', async () => {
  const { DATABASE_URL = '', NEON_ENDPOINT } = inject('settings')
  if (NEON_ENDPOINT) neonConfig.fetchEndpoint = `${NEON_ENDPOINT}/sql`
  const sql = neon(DATABASE_URL, { disableWarningInBrowsers: true })
  await sql`insert into auth.verification (id, identifier, value, "expiresAt")
    values (gen_random_uuid(), 'swept', '', now() - interval '1 day')`
  const curl = command('curl').replace('http://127.0.0.1:8787', inject('apiUrl'))
  await runShell(curl.replace('curl', 'curl -sf'))
  expect(await sql`select id from auth.verification where identifier = 'swept'`).toEqual([])
})

// A program as an outside developer would write it, with types generated from the OpenAPI document (schema.d.ts, by
// tools/e2e/generated-client.running.test.ts). Errors in the document or its types make it fail to compile.
import createClient from 'openapi-fetch'
import type { paths } from './schema.js'

const baseUrl = process.argv[2] ?? ''
const email = `${crypto.randomUUID()}@example.com`
const password = `correct horse ${crypto.randomUUID()}`

const client = createClient<paths>({ baseUrl })
const signedUp = await client.POST('/api/auth/sign-up/email', {
  body: { name: 'Ada', email, password },
})
if (!signedUp.data) throw new Error(`sign-up: ${signedUp.error.code}`)
const signedIn = await client.POST('/api/auth/sign-in/email', { body: { email, password } })
if (!signedIn.data) throw new Error(`sign-in: ${signedIn.error.code}`)
const session = signedIn.response.headers.get('set-auth-token')
const exchanged = await client.GET('/api/auth/token', {
  headers: { Authorization: `Bearer ${session}` },
})
if (!exchanged.data) throw new Error(`token: ${exchanged.error.code}`)

const duly = createClient<paths>({
  baseUrl,
  headers: { Authorization: `Bearer ${exchanged.data.token}` },
})
const created = await duly.POST('/api/v1/tasks', {
  body: { title: 'Call Mia', due_date: '2027-12-24', labels: ['family'] },
})
// A 204 needs `Prefer: return=minimal` or a repeated key, and this request has neither.
if (!created.data) throw new Error(`create: ${created.error?.code}`)
const id = created.data.id
const patched = await duly.PATCH('/api/v1/tasks/{id}', {
  params: { path: { id }, header: { 'If-Match': created.response.headers.get('ETag') ?? '' } },
  body: { priority: 4, due_date: null },
})
if (!patched.data) throw new Error(`patch: ${patched.error?.code}`)
const listed = await duly.GET('/api/v1/tasks', {
  params: { query: { view: 'all', label: ['family'], limit: 10 } },
})
if (!listed.data) throw new Error(`list: ${listed.error.code}`)
const stale = await duly.PATCH('/api/v1/tasks/{id}', {
  params: { path: { id }, header: { 'If-Match': '"1"' } },
  body: { title: 'Too late' },
})
const refused = await duly.POST('/api/v1/tasks', { body: { title: '' } })

const titles: string[] = listed.data.items.map((task) => task.title)
const { priority, due_date, version } = patched.data
const refusals = [stale.error?.code, refused.error?.code, refused.error?.errors?.[0]?.pointer]
console.log(JSON.stringify({ titles, priority, due_date, version, refusals }))

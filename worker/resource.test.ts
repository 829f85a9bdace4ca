// Where a resource is: the path that an answer names is the one at which it is read.
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { type CallOptions, call } from './testing/call.ts'
import { type Person, signUp } from './testing/people.ts'

let ada: Person
let made: { id: string }
beforeAll(async () => {
  ada = await signUp()
  made = await (await call('/api/v1/tasks', { token: ada.token, body: { title: 'Made' } })).json<{
    id: string
  }>()
})

const minimal = { Prefer: 'return=minimal' }
type Row = [what: string, room: string, ask: () => [path: string, options: CallOptions]]

const written: Row[] = [
  ['a task', 'tasks', () => ['', { body: { title: 'New' } }]],
  ['a put', 'tasks', () => [`/${uuidv7()}`, { method: 'PUT', body: { title: 'New' } }]],
  ['a quick add', 'tasks', () => ['/quick', { body: { text: 'New' } }]],
  ['a minimal task', 'tasks', () => ['', { body: { title: 'New' }, headers: minimal }]],
  [
    'a minimal put',
    'tasks',
    () => [`/${uuidv7()}`, { method: 'PUT', body: { title: 'New' }, headers: minimal }],
  ],
  [
    'a minimal patch',
    'tasks',
    () => [`/${made.id}`, { method: 'PATCH', body: { notes: 'New' }, headers: minimal }],
  ],
  [
    'a minimal move',
    'tasks',
    () => [`/${made.id}/move`, { body: { after_id: null }, headers: minimal }],
  ],
  ['a list', 'lists', () => ['', { body: { name: uuidv7() } }]],
  ['a token', 'tokens', () => ['', { body: { name: 'New', scopes: ['tasks:read'] } }]],
]

const bases: [string, (id: string) => [asked: string, answered: string]][] = [
  ['their own', () => ['/api/v1', '/api/v1']],
  ['me', () => ['/api/v1/users/me', '/api/v1/users/me']],
  ['their id', (id) => [`/api/v1/users/${id}`, `/api/v1/users/${id}`]],
  ['their id in capitals', (id) => [`/api/v1/users/${id.toUpperCase()}`, `/api/v1/users/${id}`]],
]

for (const [whose, baseOf] of bases) {
  it.each(written)(`%s is where its answer says, as ${whose}`, async (_, room, ask) => {
    const [asked, answered] = baseOf(ada.id)
    const [path, options] = ask()
    const answer = await call(`${asked}/${room}${path}`, { ...options, token: ada.token })
    const { headers } = answer
    const place = headers.get('Location') ?? headers.get('Content-Location') ?? ''
    expect(place.replace(/[^/]*$/, '')).toBe(`${answered}/${room}/`)
    const read = await call(place, { token: ada.token })
    expect([read.status, read.headers.get('ETag')]).toEqual([200, headers.get('ETag')])
  })
}

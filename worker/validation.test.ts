// Errors name the part of the request: body, query or header.
import { beforeAll, expect, it } from 'vitest'
import { type CallOptions, call } from './testing/call.ts'
import { type Person, signUp } from './testing/people.ts'

let ada: Person
beforeAll(async () => {
  ada = await signUp()
})
const id = crypto.randomUUID()
const key = (value: string) => ({ 'Idempotency-Key': value })

it.each<[string, CallOptions, ...[pointer: string, part: string][]]>([
  ['/api/v1/tasks?limit=0&x=1', {}, ['/limit', 'query'], ['/x', 'query']],
  ['/api/v1/tasks?cursor=x', {}, ['/cursor', 'query']],
  ['/api/v1/tasks?q=%20', {}, ['/q', 'query']],
  ['/api/v1/tasks?list_id=x', {}, ['/list_id', 'query']],
  ['/api/v1/me?limit=1', {}, ['/limit', 'query']],
  ['/api/v1/changes?since=-1', {}, ['/since', 'query']],
  ['/api/v1/tasks', { body: { title: '', limit: 1 } }, ['/title', 'body'], ['/limit', 'body']],
  ['/api/v1/tasks', { body: { title: 'x', list_id: id } }, ['/list_id', 'body']],
  ['/api/v1/tasks?limit=1', { body: { title: 'x' } }, ['/limit', 'query']],
  ['/api/v1/tasks', { body: { title: 'x' }, headers: key('é') }, ['/idempotency-key', 'header']],
  [
    `/api/v1/tasks/${id}`,
    { headers: { 'If-Match': 'x' }, method: 'DELETE' },
    ['/if-match', 'header'],
  ],
  ['/api/v1/me', { headers: { 'If-Match': '*' } }, ['/if-match', 'header']],
  [
    '/api/v1/tasks/batch',
    { body: { operations: [{ op: 'delete', id: 'x' }] } },
    ['/operations/0/id', 'body'],
  ],
  [`/api/v1/tasks/${id}/complete`, { body: { x: 1 } }, ['/x', 'body']],
  ['/api/v1/tasks/quick', { body: { text: ' ' } }, ['/text', 'body']],
])('%s with %j names each: %j %j', async (path, options, ...expected) => {
  const answer = await call(path, { token: ada.token, ...options })
  const { status, errors } = await answer.json<{
    status: number
    errors: { pointer: string; in: string }[]
  }>()
  expect([status, errors.map((error) => [error.pointer, error.in])]).toEqual([422, expected])
})

it('under /api/auth too', async () => {
  const body = { email: 'x' }
  const answer = await call('/api/auth/sign-in/email', { body })
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/email', in: 'body' }, {}] })
  const query = await call('/api/auth/token?x=1', { token: ada.session })
  expect(await query.json()).toMatchObject({ errors: [{ pointer: '/x', in: 'query' }] })
})

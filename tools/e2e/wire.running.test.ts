// Requests that a socket can send but fetch cannot.
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import '../testing/provided.ts'
import { type Person, signUp } from './client.ts'

let ada: Person
beforeAll(async () => {
  ada = await signUp(inject('apiUrl'))
})

/** Returns the status, and the problem's code. */
const send = (method: string, path: string, headers: Record<string, string>, body = '') =>
  new Promise<unknown[]>((resolve, reject) => {
    const length = { 'Content-Length': String(Buffer.byteLength(body)) }
    const options = { method, headers: { ...headers, ...length } }
    const sent = request(new URL(path, inject('apiUrl')), options, async (answer) => {
      const said = await text(answer)
      resolve([answer.statusCode, said && JSON.parse(said)?.code])
    })
    sent.on('error', reject)
    sent.end(body)
  })

describe('a GET with a body', () => {
  const json = { 'Content-Type': 'application/json' }

  it.each([
    ['/api/v1/me', () => ada.token],
    ['/api/auth/token', () => ada.session],
    ['/api/auth/get-session', () => ada.session],
    ['/api/auth/list-sessions', () => ada.session],
  ])('is refused: %s', async (path, token) => {
    const headers = { ...json, Authorization: `Bearer ${token()}` }
    expect(await send('GET', path, headers, '{"a":1}')).toEqual([422, 'validation_failed'])
    expect(await send('GET', path, headers, '[')).toEqual([400, 'malformed_json'])
    expect((await send('GET', path, headers, '{}'))[0]).toBe(200)
    expect((await send('HEAD', path, headers, '{"a":1}'))[0]).toBe(422)
  })
})

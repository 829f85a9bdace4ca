import { describe, expect, it } from 'vitest'
import { sendFor } from './api.ts'

const page = '<!doctype html><title>Sign in</title>'
const task = '{"id":"018f3f3e-0000-7000-8000-000000000000","title":"Call Mia","version":1}'
const number = { 'X-Request-Id': '6d8e84ac-6e3b-4d65-99b6-0c8fb3e76c0e' }
const all = Array.from({ length: 400 }, (_, at) => 200 + at)
const bodiless = [204, 205, 304]

/** What the data layer hears of an answer. */
const heard = (
  status: number,
  type: string,
  body: string,
  headers = {},
  method: 'POST' | 'DELETE' = 'POST',
) =>
  sendFor(
    (request) => request('token'),
    'https://api.example.org',
    async () =>
      new Response(bodiless.includes(status) ? null : body, {
        status,
        headers: { 'Content-Type': type, ...headers },
      }),
  )({ method, path: '/api/v1/tasks/batch', body: '{}' }).catch((failure) => failure)

const problem = (status: number, members = {}) =>
  JSON.stringify({ type: 'urn:duly:problem:not_found', status, code: 'not_found', ...members })

describe('an answer that is not one of the API', () => {
  it.each([
    ['HTML', 'text/html', page],
    ['HTML that says it is JSON', 'application/json', page],
    ['nothing', 'text/plain', ''],
    ['half a task', 'application/json', task.slice(0, 40)],
  ])('is as good as none, whatever its status: %s', async (_, type, body) => {
    for (const status of all) {
      const sent = bodiless.includes(status) ? 'text/html' : type
      expect(await heard(status, sent, body), `${status}`).toMatchObject({
        status: 0,
        code: 'foreign',
      })
    }
  })

  it.each([
    ['an object', 'application/json', '{}'],
    ['the error of another service', 'application/json', '{"error":{"code":"not_found"}}'],
    ['its problem', 'application/problem+json', '{"title":"Not Found","code":"not_found"}'],
    ['a problem that is sent as JSON', 'application/json', problem(404)],
  ])('is as good as none where it refuses, whatever its status: %s', async (_, type, body) => {
    for (const status of all.filter((one) => one > 299))
      expect(await heard(status, type, body, number), `${status}`).toMatchObject({
        status: 0,
        code: 'foreign',
      })
  })

  it.each([
    ['of another status', problem(403)],
    ['of another type', problem(404, { type: 'about:blank' })],
    ['of a type that is not its code', problem(404, { code: 'version_mismatch' })],
    ['without a code', problem(404, { code: undefined })],
  ])('is as good as none, also as a problem %s', async (_, body) => {
    const failure = await heard(404, 'application/problem+json', body, number)
    expect(failure).toMatchObject({ status: 0, code: 'foreign' })
  })

  it('is as good as none, also where it has a number and is no JSON', async () => {
    for (const body of [page, '', task.slice(0, 40)])
      expect(await heard(200, 'application/json', body, number)).toMatchObject({ code: 'foreign' })
  })

  it('may say when to come back', async () => {
    const failure = await heard(429, 'text/html', page, { 'Retry-After': '30' })
    expect(failure).toMatchObject({ status: 0, code: 'foreign', retryAfterSeconds: 30 })
  })
})

describe('an answer of the API', () => {
  it('is what it says', async () => {
    expect(await heard(200, 'application/json', task, number)).toEqual(JSON.parse(task))
    expect(await heard(204, '', '', number, 'DELETE')).toBe(null)
  })

  it('may be left out, where an earlier request with this key has done it, and nowhere else', async () => {
    const replayed = { ...number, 'Idempotency-Replayed': 'true' }
    expect(await heard(204, '', '', replayed)).toBe(null)
    expect(await heard(204, '', '', number)).toMatchObject({ status: 0, code: 'foreign' })
  })

  it('is a failure of its status and code, whatever the code', async () => {
    for (const code of ['not_found', 'a_code_of_next_year']) {
      const body = problem(404, { type: `urn:duly:problem:${code}`, code, index: 3 })
      const failure = await heard(404, 'application/problem+json; charset=utf-8', body, number)
      expect(failure).toMatchObject({ status: 404, code, index: 3 })
    }
  })
})

it('has no answer where the connection ends in the middle of one', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"changes":['))
      controller.error(new TypeError('terminated'))
    },
  })
  const send = sendFor(
    (request) => request('token'),
    'https://api.example.org',
    async () => new Response(body, { headers: number }),
  )
  const failure = send({ method: 'GET', path: '/api/v1/changes', body: null })
  await expect(failure).rejects.toMatchObject({ status: 0, code: 'network' })
})

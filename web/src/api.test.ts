import { describe, expect, it } from 'vitest'
import { sendFor } from './api.ts'

const page = '<!doctype html><title>Sign in</title>'
const task = '{"id":"018f3f3e-0000-7000-8000-000000000000","title":"Call Mia","version":1}'
const number = { 'X-Request-Id': '6d8e84ac-6e3b-4d65-99b6-0c8fb3e76c0e' }
const all = Array.from({ length: 400 }, (_, at) => 200 + at)
const bodiless = [204, 205, 304]

/** What the data layer gets for a response. */
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

describe("a response that is not the API's", () => {
  it.each([
    ['HTML', 'text/html', page],
    ['HTML that says it is JSON', 'application/json', page],
    ['nothing', 'text/plain', ''],
    ['half a task', 'application/json', task.slice(0, 40)],
  ])('counts as no answer, whatever its status: %s', async (_, type, body) => {
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
  ])('counts as no answer even if it refuses, whatever its status: %s', async (_, type, body) => {
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
  ])('counts as no answer even as a problem %s', async (_, body) => {
    const failure = await heard(404, 'application/problem+json', body, number)
    expect(failure).toMatchObject({ status: 0, code: 'foreign' })
  })

  it('counts as no answer even if it has a request id but is not JSON', async () => {
    for (const body of [page, '', task.slice(0, 40)])
      expect(await heard(200, 'application/json', body, number)).toMatchObject({ code: 'foreign' })
  })

  it('may say when to retry', async () => {
    const failure = await heard(429, 'text/html', page, { 'Retry-After': '30' })
    expect(failure).toMatchObject({ status: 0, code: 'foreign', retryAfterSeconds: 30 })
  })
})

describe('a response of the API', () => {
  it('is taken as it is', async () => {
    expect(await heard(200, 'application/json', task, number)).toEqual(JSON.parse(task))
    expect(await heard(204, '', '', number, 'DELETE')).toBe(null)
  })

  it('may be empty for the replay of an earlier request, and only then', async () => {
    const replayed = { ...number, 'Idempotency-Replayed': 'true' }
    expect(await heard(204, '', '', replayed)).toBe(null)
    expect(await heard(204, '', '', number)).toMatchObject({ status: 0, code: 'foreign' })
  })

  it('is a failure with its status and code, whatever the code', async () => {
    for (const code of ['not_found', 'a_code_of_next_year']) {
      const body = problem(404, { type: `urn:duly:problem:${code}`, code, index: 3 })
      const failure = await heard(404, 'application/problem+json; charset=utf-8', body, number)
      expect(failure).toMatchObject({ status: 404, code, index: 3 })
    }
  })
})

it('counts as no answer if the connection breaks in the middle', async () => {
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

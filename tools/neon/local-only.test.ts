import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type NeonServer, serveNeon } from './serve.ts'

let server: NeonServer
beforeAll(async () => {
  server = await serveNeon({ backend: { kind: 'embedded' } })
})
afterAll(() => server.stop())

const opens = (headers: Record<string, string>) =>
  new Promise<boolean>((resolve) => {
    const socket = new WebSocket(`${server.endpoint.replace('http', 'ws')}/v2`, { headers })
    socket.once('open', () => {
      socket.close()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

describe('a web page open on this machine', () => {
  it('cannot open a session', async () => {
    expect(await opens({})).toBe(true)
    expect(await opens({ Origin: 'https://evil.example' })).toBe(false)
    expect(await opens({ Host: 'rebound.evil.example' })).toBe(false)
  })

  it('can neither query nor control', async () => {
    const headers = { Origin: 'https://evil.example' }
    const asked = await fetch(`${server.endpoint}/sql`, { method: 'POST', headers, body: '{}' })
    const steered = await fetch(`${server.controlUrl}/down`, { method: 'POST', headers })
    expect([asked.status, steered.status]).toEqual([403, 403])
    expect((await fetch(`${server.controlUrl}/log`)).status).toBe(200)
  })
})

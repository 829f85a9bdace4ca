import { Client, neon, neonConfig } from '@neondatabase/serverless'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Control, connectControl, type Fault } from './control.ts'
import { parseFaultOption } from './faults.ts'
import { type NeonServer, serveNeon } from './serve.ts'

let server: NeonServer
let control: Control

beforeAll(async () => {
  server = await serveNeon({ backend: { kind: 'embedded' } })
  control = connectControl(server.controlUrl)
  neonConfig.fetchEndpoint = `${server.endpoint}/sql`
  neonConfig.wsProxy = (host, port) => `${host}:${port}/v2`
  neonConfig.useSecureWebSocket = false
  neonConfig.pipelineConnect = false
  await neon(server.databaseUrl)`create table rows (a int)`
}, 60_000)

afterAll(() => server.stop())

beforeEach(async () => {
  await control.up()
  await control.clearFaults()
  await neon(server.databaseUrl)`truncate rows`
})

const http = () => neon(server.databaseUrl)
const count = async () => (await http()`select count(*)::int as n from rows`)[0]?.n
const insert = () => http()`insert into rows values (1)`
const batch = () => {
  const sql = http()
  return sql.transaction([sql`insert into rows values (1)`, sql`insert into rows values (2)`])
}
const outcomes = async () => (await control.log()).map(({ outcome }) => outcome)

describe('over HTTP', () => {
  test('fails a statement with an SQLSTATE', async () => {
    await control.setFaults([{ kind: 'error', match: 'INSERT', code: '40001' }])
    await expect(insert()).rejects.toMatchObject({ code: '40001', message: 'injected fault' })
    expect(await count()).toBe(0)
  })

  test('answers an HTTP status', async () => {
    await control.setFaults([{ kind: 'error', match: 'insert', status: 503 }])
    await expect(insert()).rejects.toThrow('HTTP status 503')
    expect(await count()).toBe(0)
  })

  test('cuts the connection before running', async () => {
    await control.setFaults([{ kind: 'reset', match: 'insert' }])
    await expect(insert()).rejects.toThrow('Error connecting to database')
    expect(await count()).toBe(0)
  })

  test('runs and loses the response', async () => {
    await control.setFaults([{ kind: 'lost', match: 'insert' }])
    await expect(insert()).rejects.toThrow('Error connecting to database')
    expect(await count()).toBe(1)
  })

  test('waits, and delays nobody else', async () => {
    await control.setFaults([{ kind: 'delay', match: 'insert', delayMs: 300 }])
    const start = performance.now()
    const slow = insert()
    expect(await count()).toBe(0)
    await slow
    expect(performance.now() - start).toBeGreaterThan(290)
    expect(await count()).toBe(1)
  })

  test('lets some statements pass, fires a few times, then stops', async () => {
    await control.setFaults([{ kind: 'error', match: 'insert', skip: 1, times: 2 }])
    const results = []
    for (let i = 0; i < 5; i++)
      results.push(
        await insert().then(
          () => 'ok',
          () => 'error',
        ),
      )
    expect(results).toEqual(['ok', 'error', 'error', 'ok', 'ok'])
    expect(await control.faults()).toMatchObject([{ matched: 5, fired: 2 }])
  })

  test('fires at every third one for ever', async () => {
    await control.setFaults([{ kind: 'error', match: 'insert', times: 0, every: 3 }])
    const results = []
    for (let i = 0; i < 5; i++)
      results.push(
        await insert().then(
          () => 'ok',
          () => 'error',
        ),
      )
    expect(results).toEqual(['error', 'ok', 'ok', 'error', 'ok'])
  })
})

describe('in a batch', () => {
  test.for<[Fault, number]>([
    [{ kind: 'error', match: '.', skip: 1 }, 0],
    [{ kind: 'reset', match: '.', skip: 1 }, 0],
    [{ kind: 'lost', match: '.', skip: 1 }, 2],
  ])('all or nothing after %o', async ([fault, expected]) => {
    await control.setFaults([fault])
    await expect(batch()).rejects.toThrow()
    expect(await count()).toBe(expected)
  })
})

describe('over a WebSocket', () => {
  const transaction = async () => {
    const client = new Client(server.databaseUrl)
    client.on('error', () => {})
    await client.connect()
    try {
      await client.query('begin')
      await client.query('insert into rows values ($1)', [1])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    } finally {
      client.end().catch(() => {})
    }
  }

  test('fails a statement and leaves the transaction failed, as the server would', async () => {
    await control.setFaults([{ kind: 'error', match: 'insert', code: '40001' }])
    await expect(transaction()).rejects.toMatchObject({ code: '40001' })
    expect(await count()).toBe(0)
    await transaction()
    expect(await count()).toBe(1)
  })

  test.for<[string, Fault, number]>([
    ['a connection cut before an insert', { kind: 'reset', match: 'insert' }, 0],
    ['a lost answer to an insert', { kind: 'lost', match: 'insert' }, 0],
    ['a connection cut before the commit', { kind: 'reset', match: 'commit' }, 0],
    ['a lost answer to the commit', { kind: 'lost', match: '^commit$' }, 1],
    ['an error instead of the commit', { kind: 'error', match: '^commit$' }, 0],
  ])('%s', async ([, fault, expected]) => {
    await control.clearLog()
    await control.setFaults([fault])
    await expect(transaction()).rejects.toThrow()
    expect(await count()).toBe(expected)
    // The session is logged shortly after its client sees that it has ended.
    await expect.poll(async () => (await outcomes())[0]).toBe(fault.kind)
  })

  test('waits', async () => {
    await control.setFaults([{ kind: 'delay', match: 'insert', delayMs: 200 }])
    const start = performance.now()
    await transaction()
    expect(performance.now() - start).toBeGreaterThan(190)
    expect(await count()).toBe(1)
  })

  test('counts a prepared statement each time it runs', async () => {
    await control.setFaults([{ kind: 'error', match: 'select 7', skip: 1 }])
    const client = new Client(server.databaseUrl)
    await client.connect()
    const again = () => client.query({ name: 'seven', text: 'select 7' })
    await again()
    await expect(again()).rejects.toMatchObject({ code: '57P01' })
    await again()
    await client.end()
  })
})

describe('control', () => {
  test('records one call per request and per session, without values', async () => {
    const calls = await control.record(async () => {
      await batch()
      const client = new Client(server.databaseUrl)
      await client.connect()
      await client.query('select $1::text', ['a secret'])
      await client.end()
      await http()`select 1/0`.catch(() => {})
    })
    expect(calls.map(({ call, startedAt, durationMs, ...rest }) => rest)).toEqual([
      {
        transport: 'http',
        statements: ['insert into rows values (1)', 'insert into rows values (2)'],
        outcome: 'ok',
      },
      { transport: 'websocket', statements: ['select $1::text'], outcome: 'ok' },
      { transport: 'http', statements: ['select 1/0'], outcome: 'error' },
    ])
  })

  test('goes down and up again', async () => {
    const client = new Client(server.databaseUrl)
    const gone = new Promise((resolve) => client.on('error', resolve))
    await client.connect()
    await control.down()
    await gone
    await expect(insert()).rejects.toThrow('Error connecting to database')
    await expect(new Client(server.databaseUrl).connect()).rejects.toThrow()
    await control.up()
    await insert()
    expect(await count()).toBe(1)
  })

  test.for([
    [{ kind: 'explode', match: 'x' }],
    [{ kind: 'error' }],
    [{ kind: 'error', match: '(' }],
    [{ kind: 'error', match: 'x', code: '00000' }],
    [{ kind: 'error', match: 'x', often: true }],
    'error',
  ])('refuses %o', async (faults) => {
    const answer = await fetch(`${server.controlUrl}/faults`, {
      method: 'PUT',
      body: JSON.stringify(faults),
    })
    expect(answer.status).toBe(400)
  })

  test('reads rules from the command line', () => {
    expect(parseFaultOption('lost:insert into "tasks":times=2,skip=1')).toMatchObject({
      kind: 'lost',
      match: 'insert into "tasks"',
      times: 2,
      skip: 1,
    })
    expect(parseFaultOption('error:a::text:code=40001')).toMatchObject({
      match: 'a::text',
      code: '40001',
    })
    expect(() => parseFaultOption('lost')).toThrow('KIND:PATTERN')
    expect(() => parseFaultOption('lost:x:times=many')).toThrow('times')
  })
})

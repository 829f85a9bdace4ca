// npm start in a fresh clone.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Child, start } from '../stack/child.ts'
import { freePorts } from '../stack/ports.ts'
import { root } from '../stack/wrangler.ts'
import { administer, startTestDatabase } from '../testing/test-database.ts'
import { runShell } from './shell.ts'

let data: string
let ports: { PORT: string; WEB_PORT: string }
let running: Child | undefined

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'duly-start-'))
  const [port, webPort] = await freePorts()
  ports = { PORT: String(port), WEB_PORT: String(webPort) }
})
afterEach(async () => {
  running?.interrupt()
  await running?.ended
  await expect.poll(left, { timeout: 10_000 }).toBe('')
  await running?.stop()
  await rm(data, { recursive: true, force: true })
})

const npmStart = (databaseUrl?: string) => {
  const env = { ...process.env, ...ports, DATABASE_URL: databaseUrl }
  running = start('npm', ['start', '--', '--data', data], { cwd: root, env, graceMs: 15_000 })
  return running
}

/** npm ends first, and its children are still stopping theirs. The brackets exclude this shell. */
const left = () => runShell(`pgrep -f -- '--[p]ort ${ports.PORT} ' || true`)

/** Waits until the program reports that it is up. @throws Error with its output if it ends before */
async function untilUp(child: Child): Promise<string> {
  let ended: string | undefined
  void child.ended.then((how) => {
    ended = how
  })
  while (!child.output().includes('Ctrl-C stops everything')) {
    if (ended) throw new Error(`npm start ${ended}:\n${child.output()}`)
    await sleep(50)
  }
  return child.output()
}

describe('npm start', () => {
  it('prints both URLs and a sign-up command within 30 s, stops on Ctrl-C, and finds the data again', async () => {
    const began = Date.now()
    const output = await untilUp(npmStart())
    expect(Date.now() - began).toBeLessThan(30_000)
    const api = `http://127.0.0.1:${ports.PORT}`
    const web = `http://127.0.0.1:${ports.WEB_PORT}`
    expect(output).toContain(api)
    expect(output).toContain(web)
    const [signUp = ''] = /curl -i[\s\S]*?'\{.*\}'/.exec(output) ?? []
    expect(await runShell(signUp)).toContain('200 OK')
    expect(await (await fetch(web)).text()).toContain('<div id="root">')
    running?.interrupt()
    // npm itself dies of the signal; its children must end too.
    expect(['ended with 0', 'ended with SIGINT']).toContain(await running?.ended)
    await expect(fetch(`${api}/health`)).rejects.toThrow()
    await expect(fetch(web)).rejects.toThrow()

    await untilUp(npmStart())
    expect(await runShell(signUp)).toContain('user_already_exists')
  }, 90_000)

  it('leaves nothing behind when Ctrl-C comes during the start', async () => {
    const child = npmStart()
    while (!child.output().includes('Applied migration 0002')) await sleep(20)
    await sleep(300)
    child.interrupt()
    await child.ended
    await expect.poll(left, { timeout: 10_000 }).toBe('')
    await expect(fetch(`http://127.0.0.1:${ports.PORT}/health`)).rejects.toThrow()
  })

  it('prints no warnings of dependencies', async () => {
    const output = await untilUp(npmStart())
    expect(output).not.toMatch(/warn/i)
  })

  it.each([
    ['npm', () => runShell(`pgrep -f -- '[n]pm start --data ${data}'`)],
    ['what npm runs', () => runShell(`pgrep -f -- '[t]ools/start.ts --data ${data}' | tail -1`)],
  ])('leaves nothing behind when %s is killed', async (_, find) => {
    await untilUp(npmStart())
    expect(await left()).not.toBe('')
    const [pid = ''] = (await find()).split('\n')
    expect(pid).toMatch(/^\d+$/)
    process.kill(Number(pid), 'SIGKILL')
    await expect.poll(left, { timeout: 10_000 }).toBe('')
    await expect(fetch(`http://127.0.0.1:${ports.PORT}/health`)).rejects.toThrow()
  })

  it('continues if the database is ahead of the checkout, as after a roll-back', async () => {
    const database = await startTestDatabase()
    try {
      await administer(
        database.wireUrl,
        "insert into app.migrations values ((select max(version) + 1 from app.migrations), 'later', 'x')",
      )
      const output = await untilUp(npmStart(database.wireUrl))
      expect(output).toMatch(/The database is ahead of this checkout by \d{4}_later\./)
      const ready = await fetch(`http://127.0.0.1:${ports.PORT}/ready`)
      expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'ready' }])
      running?.interrupt()
      await running?.ended
    } finally {
      await database.stop()
    }
  })

  it('says which port is in use and how to take another', async () => {
    const other = createServer().listen(Number(ports.PORT), '127.0.0.1')
    try {
      const child = npmStart()
      expect(await child.ended).toBe('ended with 1')
      expect(child.output()).toContain(`Port ${ports.PORT} is in use. Set PORT`)
    } finally {
      other.close()
    }
  })

  it('refuses an invalid port', async () => {
    ports.WEB_PORT = 'eighty'
    const child = npmStart()
    expect(await child.ended).toBe('ended with 1')
    expect(child.output()).toContain('WEB_PORT must be a port number')
  })
})

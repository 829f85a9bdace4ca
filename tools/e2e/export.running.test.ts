// Exports 100,000 tasks from the Worker as deployed: in steps, and without memory growing with the number.
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { neon, neonConfig } from '@neondatabase/serverless'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { connectControl } from '../neon/control.ts'
import '../testing/provided.ts'
import { type Person, signUp } from './client.ts'

const many = 100_000
const megabyte = 1_048_576
/** A Worker has 128 MB. Each export is about 60 MB, so a Worker that held it all could not stay below this. */
const mostGrowth = 96 * megabyte

const control = connectControl(inject('controlUrl'))
const { DATABASE_URL = '', NEON_ENDPOINT } = inject('settings')
if (NEON_ENDPOINT) neonConfig.fetchEndpoint = `${NEON_ENDPOINT}/sql`
const sql = neon(DATABASE_URL, { disableWarningInBrowsers: true })

/** A user with that many tasks. */
async function somebody(tasks: number): Promise<Person> {
  const person = await signUp(inject('apiUrl'))
  await sql.transaction([
    sql`alter table tasks disable trigger user`,
    sql`insert into tasks (user_id, id, title, notes, due_date, due_key, labels, rank, version, seq, created_at,
        updated_at)
      select ${person.id}, gen_random_uuid(), 'Task ' || n, repeat('Words of notes. ', 16), '2026-12-24', '2026-12-24',
          '{home,work}', 'a1', 1, n, now(), now()
        from generate_series(1, ${tasks}::integer) n`,
    sql`alter table tasks enable trigger user`,
  ])
  return person
}

const addressOf = (format: string) => `${inject('apiUrl')}/api/v1/export?format=${format}`
const headersOf = ({ token }: Person) => ({ Authorization: `Bearer ${token}` })
const ask = (person: Person, format: string) =>
  fetch(addressOf(format), { headers: headersOf(person) })

/** Resident memory of all workerd processes of this Worker, in bytes. */
const memory = () => workers().reduce((sum, pid) => sum + residentBytes(pid), 0)

let found: number[] | undefined
function workers(): number[] {
  if (found) return found
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const running = all.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      const [, parent] = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
      return command.includes('workerd') ? [{ pid: Number(pid), parent, command }] : []
    } catch {
      return []
    }
  })
  const { port } = new URL(inject('apiUrl'))
  const parent = running.find(({ command }) => command.includes(`:${port}`))?.parent
  found = running.filter((one) => one.parent === parent).map(({ pid }) => pid)
  return found
}

function residentBytes(pid: number): number {
  const [, kilobytes = '0'] =
    /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1_024
}

/** Seconds of CPU time that they have used so far. */
const processor = () =>
  workers().reduce((sum, pid) => {
    const [, , , , , , , , , , , user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^\d+ \(.*\) /, '')
      .split(' ')
    return sum + (Number(user) + Number(system)) / 100
  }, 0)

/** Reads the whole response, and keeps no more than `count` needs. */
async function taken(answering: () => Promise<Response>, count: RegExp) {
  const before = memory()
  const used = processor()
  let [most, bytes, rows, rest] = [before, 0, 0, '']
  const start = performance.now()
  const calls = await control.record(async () => {
    const answer = await answering()
    expect(answer.status).toBe(200)
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) {
      bytes += chunk.length
      const text = rest + decoder.decode(chunk, { stream: true })
      const cut = text.lastIndexOf('\n') + 1
      rows += text.slice(0, cut).match(count)?.length ?? 0
      rest = text.slice(cut)
      most = Math.max(most, memory())
    }
    rows += rest.match(count)?.length ?? 0
  })
  const seconds = (performance.now() - start) / 1_000
  const growth = most - before
  return { rows, bytes, calls: calls.length, growth, before, seconds, cpu: processor() - used }
}

const formats: [string, RegExp][] = [
  ['json', /"title":"Task /g],
  ['csv', /,Task \d+,/g],
  ['ics', /^SUMMARY:Task /gm],
]

describe('100 000 tasks', () => {
  let ada: Person
  beforeAll(async () => {
    // The baseline of a running Worker: compiled code, a used heap.
    const few = await somebody(2_000)
    for (let round = 0; round < 5; round += 1) {
      for (const [format] of formats) await (await ask(few, format)).text()
    }
    ada = await somebody(many)
  }, 180_000)

  it.each(formats)(
    'are exported as %s, one call per 1,000 of them, in bounded memory',
    async (format, count) => {
      const seen = await taken(() => ask(ada, format), count)
      console.info(
        `export ${format}: ${seen.rows} tasks, ${(seen.bytes / megabyte).toFixed(1)} MB, ${seen.calls} calls, ` +
          `${seen.seconds.toFixed(1)} s, ${seen.cpu.toFixed(1)} s of CPU; workerd ${(seen.before / megabyte).toFixed(0)} MB, ` +
          `at most ${(seen.growth / megabyte).toFixed(0)} MB more`,
      )
      expect(workers().length).toBeGreaterThan(0)
      expect(seen.rows).toBe(many)
      expect(seen.calls).toBeGreaterThanOrEqual(many / 1_000)
      expect(seen.calls).toBeLessThanOrEqual(many / 1_000 + 1)
      expect(seen.growth).toBeLessThan(mostGrowth)
    },
    180_000,
  )

  it('wait in the database while the client does not read', async () => {
    const calls = await control.record(async () => {
      // fetch would read ahead without limit.
      const request = get(addressOf('json'), { headers: headersOf(ada) })
      const [answer]: IncomingMessage[] = await once(request, 'response')
      // Until the buffers between the Worker and the client are full.
      const called = async () => (await control.log()).length
      for (let before = 0; before !== (await called()); await sleep(2_000)) before = await called()
      answer?.destroy()
    })
    console.info(`export: ${calls.length} calls while nobody reads`)
    expect(calls.length).toBeLessThan(many / 1_000 / 2)
  })

  it('break off visibly if the database fails on the way', async () => {
    for (const [format] of formats) {
      await control.setFaults([{ kind: 'error', match: 'octet_length', skip: 5, times: 0 }])
      try {
        const answer = await ask(ada, format)
        expect(answer.status).toBe(200)
        await expect(answer.text(), format).rejects.toThrow()
      } finally {
        await control.clearFaults()
      }
    }
  })
})

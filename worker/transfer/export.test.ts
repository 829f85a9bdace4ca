// An export is complete or breaks off visibly, and only its owner gets it.
import { exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { call, origin } from '../testing/call.ts'
import { exported, exportedText, file, imported, tokenWith } from '../testing/files.ts'
import { control, sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'

const id = () => crypto.randomUUID()
const many = (count: number, fields: object = {}) =>
  file(Array.from({ length: count }, (_, n) => ({ id: id(), title: `Task ${n}`, ...fields })))

/** Without `call`, which would read the whole response. */
const streamOf = async ({ token }: Pick<Person, 'token'>, format = 'json') => {
  const url = `${origin}/api/v1/export?format=${format}`
  return await exports.default.fetch(
    new Request(url, { headers: { Authorization: `Bearer ${token}` } }),
  )
}

describe('an export', () => {
  it('is a file of the requested type, with a date in its name', async () => {
    const ada = await signUp()
    const today = new Date().toISOString().slice(0, 10)
    for (const [format, type] of [
      ['json', 'application/json'],
      ['csv', 'text/csv; charset=utf-8'],
      ['ics', 'text/calendar; charset=utf-8'],
    ]) {
      const { headers } = await call(`/api/v1/export?format=${format}`, { token: ada.token })
      expect([headers.get('Content-Type'), headers.get('Content-Disposition')]).toEqual([
        type,
        `attachment; filename="duly-${today}.${format}"`,
      ])
    }
  })

  it('is complete for a user without tasks', async () => {
    const ada = await signUp()
    expect(await exported(ada)).toMatchObject({ version: 1, lists: [], tasks: [] })
    expect(await exportedText(ada, 'csv')).toMatch(/^\uFEFFid,title,[\w,]+\r\n$/)
    expect(await exportedText(ada, 'ics')).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/)
  })

  it('has every list and task once, including completed ones and the trash, across pages', async () => {
    const ada = await signUp()
    const lists = Array.from({ length: 1_001 }, (_, n) => ({ id: id(), name: `List ${n}` }))
    const tasks = lists.map((list, n) => ({
      ...{ id: id(), title: `Task ${n}`, list_id: list.id },
      completed_at: n % 2 ? '2026-01-01T00:00:00.000Z' : null,
      deleted_at: n % 3 ? '2026-01-01T00:00:00.000Z' : null,
    }))
    // One more than a page has is one more than an account may have.
    const [one, ...others] = lists
    await imported(ada, file(tasks, others))
    await sql`insert into lists (user_id, id, name) values (${ada.id}, ${one?.id}, ${one?.name})`
    await sql`update tasks set list_id = ${one?.id} where id = ${tasks[0]?.id} and user_id = ${ada.id}`
    const all = await exported(ada)
    expect(all.lists.map((list) => list.id)).toEqual(lists.map((list) => list.id).sort())
    const byId = new Map(all.tasks.map((task) => [task.id, task]))
    expect(all.tasks).toHaveLength(1_001)
    for (const task of tasks) expect(byId.get(task.id)).toMatchObject(task)
    expect((await exportedText(ada, 'csv')).match(/,List \d+,/g)).toHaveLength(1_001)
    expect((await exportedText(ada, 'ics')).match(/^BEGIN:VTODO/gm)).toHaveLength(1_001)
  })

  it('has nothing of other users', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    await imported(ada, file([{ id: id(), title: 'Mine' }], [{ id: id(), name: 'Mine' }]))
    expect(await exported(bob)).toMatchObject({ lists: [], tasks: [] })
  })

  it('has no cell that a spreadsheet takes for a formula, and is read back unchanged', async () => {
    const ada = await signUp()
    const titles = ['=1+1', '+1', '-1', '@SUM(A1)', "'quoted", '＝1']
    await imported(ada, file(titles.map((title) => ({ id: id(), title, notes: `\t${title}` }))))
    const text = await exportedText(ada, 'csv')
    for (const cell of text.matchAll(/(?<=^|,)"?(?<start>[^,"\r\n])/gm))
      expect(cell.groups?.start).not.toMatch(/[=+\-@\t＝]/)
    const bob = await signUp('Bob')
    await imported(bob, text, '?format=csv')
    const back = (await exported(bob)).tasks.map((task) => [task.title, task.notes])
    expect(back.sort()).toEqual(titles.map((title) => [title, `\t${title}`]).sort())
  })

  it('needs tasks:read, and lists:read if it contains lists', async () => {
    const ada = await signUp()
    const [tasks, both, writer] = await Promise.all([
      tokenWith(ada, ['tasks:read']),
      tokenWith(ada, ['tasks:read', 'lists:read']),
      tokenWith(ada, ['tasks:write', 'lists:read']),
    ])
    const status = async ({ token }: { token: string }, format: string) =>
      (await call(`/api/v1/export?format=${format}`, { token })).status
    for (const format of ['json', 'csv', 'ics']) {
      expect([format, await status(both, format)]).toEqual([format, 200])
      expect([format, await status(writer, format)]).toEqual([format, 403])
      expect([format, await status(tasks, format)]).toEqual([format, format === 'ics' ? 200 : 403])
    }
  })
})

describe('a stream', () => {
  it('fetches a page when the previous one is read, and none when nobody listens', async () => {
    const ada = await signUp()
    await imported(ada, many(3_500))
    const steps: number[] = []
    const log = await control.record(async () => {
      const reader = (await streamOf(ada)).body?.getReader()
      const calls = async () => steps.push((await control.log()).length)
      await calls()
      await reader?.read()
      await calls()
      await reader?.read()
      await calls()
      await reader?.cancel()
    })
    expect(steps[0]).toBe(1)
    expect(steps[2]).toBeLessThanOrEqual(3)
    expect(log.length).toBeLessThan(4)
  })

  it('answers 503 if it cannot start, and retries reads on its way', async () => {
    const ada = await signUp()
    await imported(ada, many(1_500))
    await control.setFaults([{ kind: 'error', match: 'octet_length', times: 2 }])
    const answer = await call('/api/v1/export', { token: ada.token })
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2'])
    await control.setFaults([{ kind: 'reset', match: 'octet_length', skip: 1 }])
    expect((await exported(ada)).tasks).toHaveLength(1_500)
    await control.clearFaults()
  })

  it.each(['json', 'csv', 'ics'])(
    'that breaks off cannot be mistaken for a complete file: %s',
    async (format) => {
      const ada = await signUp()
      await imported(ada, many(1_500))
      await control.setFaults([{ kind: 'error', match: 'octet_length', skip: 1, times: 0 }])
      const answer = await streamOf(ada, format)
      expect(answer.status).toBe(200)
      await expect(answer.text()).rejects.toThrow()
      await control.clearFaults()
    },
  )

  it('ends with its session', async () => {
    const ada = await signUp()
    await imported(ada, many(3_500))
    const reader = (await streamOf(ada)).body?.getReader()
    await reader?.read()
    await call('/api/auth/sign-out', { method: 'POST', token: ada.session })
    const rest = async () => {
      while (!(await reader?.read())?.done);
    }
    await expect(rest()).rejects.toThrow()
  })

  it('has small pages if notes are long', async () => {
    const ada = await signUp()
    const text = `title,notes\n${`Task,${'word '.repeat(3_900)}\n`.repeat(260)}`
    await imported(ada, text, '?format=csv')
    const log = await control.record(async () => {
      expect((await exported(ada)).tasks).toHaveLength(260)
    })
    expect(log).toHaveLength(6)
  })
})

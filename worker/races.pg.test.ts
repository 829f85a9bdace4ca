// Many requests at once. On the embedded Postgres they queue; DATABASE_URL makes them really concurrent.
import { v7 as uuidv7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import type { Task, TaskList } from './tasks/schema.ts'
import { call } from './testing/call.ts'
import { control, sql } from './testing/neon.ts'
import { type Person, signInAgain, signUp } from './testing/people.ts'

const times = <T>(count: number, work: (index: number) => T) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

const statuses = (answers: Response[]) => {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

const allTasks = async ({ token }: Person) =>
  (await (await call('/api/v1/tasks?limit=200', { token })).json<TaskList>()).items

afterEach(() => control.clearFaults())

describe('at once', () => {
  it('twenty patches with one ETag: one wins, nineteen get what it wrote', async () => {
    const ada = await signUp()
    const created = await call('/api/v1/tasks', { token: ada.token, body: { title: 'Start' } })
    const { id } = await created.json<Task>()
    const answers = await times(20, (index) =>
      call(`/api/v1/tasks/${id}`, {
        method: 'PATCH',
        token: ada.token,
        body: { title: `Writer ${index}` },
        headers: { 'If-Match': '"1"' },
      }),
    )
    expect(statuses(answers)).toEqual({ 200: 1, 412: 19 })
    const bodies = await Promise.all(
      answers.map(async (answer) => await answer.json<Task & { current?: Task }>()),
    )
    const winner = bodies.find(({ current }) => !current)
    for (const { current } of bodies) if (current) expect(current).toEqual(winner)
  })

  it('promise 4: fifty creates with one id: one row, one body', async () => {
    const ada = await signUp()
    const body = { id: uuidv7(), title: 'Once' }
    const answers = await times(50, () => call('/api/v1/tasks', { token: ada.token, body }))
    expect(statuses(answers)).toEqual({ 200: 49, 201: 1 })
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())))
    expect(bodies.size).toBe(1)
    expect(await allTasks(ada)).toHaveLength(1)
  })

  it("forty changes of one user take forty numbers of the user's sequence, each once", async () => {
    const ada = await signUp()
    await times(40, (index) =>
      call('/api/v1/tasks', { token: ada.token, body: { title: `Task ${index}` } }),
    )
    const numbers = (await allTasks(ada)).map(({ seq }) => seq).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  })

  it('creates with one id and patches of it never deadlock', async () => {
    const ada = await signUp()
    const body = { id: uuidv7(), title: 'Start' }
    await call('/api/v1/tasks', { token: ada.token, body })
    const answers = await times(60, (index) =>
      index % 2 === 0
        ? call('/api/v1/tasks', { token: ada.token, body: { ...body, title: `New ${index}` } })
        : call(`/api/v1/tasks/${body.id}`, {
            method: 'PATCH',
            token: ada.token,
            body: { title: `Patch ${index}` },
          }),
    )
    expect(statuses(answers)).toEqual({ 200: 30, 409: 30 })
  })

  it('promise 3: concurrent sign-ins with the old password: no session outlives the change', async () => {
    for (let round = 0; round < 4; round += 1) {
      const ada = await signUp()
      const { email, password } = ada
      const newPassword = `battery staple ${round}`
      const change = call('/api/auth/change-password', {
        token: ada.session,
        body: { currentPassword: password, newPassword },
      })
      const signIns = await times(8, async (index) => {
        await new Promise((resolve) => setTimeout(resolve, index * 40))
        return await call('/api/auth/sign-in/email', { body: { email, password } })
      })
      const changed = await change
      expect(changed.status).toBe(200)
      expect(Object.keys(statuses(signIns)).every((status) => /200|401/.test(status))).toBe(true)
      const alive = await sql`select token from auth.session where "userId" = ${ada.id}`
      const [kept = ''] = (changed.headers.get('set-auth-token') ?? '').split('.')
      expect(alive).toEqual([{ token: kept }])
    }
  })

  it("sign-outs and requests of several devices: no device ends another's session", async () => {
    const phone = await signUp()
    const laptops = await times(5, () => signInAgain(phone))
    const [kept, ...ended] = laptops
    await Promise.all(
      ended.flatMap((device) => [
        call('/api/auth/sign-out', { method: 'POST', token: device.session }),
        call('/api/v1/tasks', { token: kept?.token ?? '' }),
      ]),
    )
    const after = await Promise.all(
      [phone, ...laptops].map(async ({ token }) => (await call('/api/v1/tasks', { token })).status),
    )
    expect(after).toEqual([200, 200, 401, 401, 401, 401])
  })
})

describe('promise 4: with lost responses and failed calls', () => {
  it('400 creates from 20 clients, retried until answered, are 400 tasks', async () => {
    const ada = await signUp()
    await control.setFaults([
      { kind: 'error', match: 'app.write_tasks', times: 0, every: 23, code: '57P01' },
      { kind: 'reset', match: 'app.write_tasks', times: 0, every: 31 },
      { kind: 'lost', match: 'app.write_tasks', times: 0, every: 37 },
    ])
    const sent = Array.from({ length: 400 }, (_, index) => ({
      id: uuidv7(),
      title: `Task ${index}`,
    }))
    const queue = [...sent]
    await times(20, async () => {
      for (let body = queue.pop(); body; body = queue.pop()) {
        let answer: Response
        do answer = await call('/api/v1/tasks', { token: ada.token, body })
        while (answer.status === 503)
        expect([200, 201]).toContain(answer.status)
      }
    })
    await control.clearFaults()
    const rows = await sql`select id, title from tasks where user_id = ${ada.id} order by id`
    expect(rows).toEqual(sent)
  }, 60_000)

  it('a write whose response was lost is 503, and the same id finds it written', async () => {
    const ada = await signUp()
    const body = { id: uuidv7(), title: 'Written' }
    await control.setFaults([{ kind: 'lost', match: 'app.write_tasks' }])
    expect((await call('/api/v1/tasks', { token: ada.token, body })).status).toBe(503)
    expect((await call('/api/v1/tasks', { token: ada.token, body })).status).toBe(200)
    expect(await allTasks(ada)).toHaveLength(1)
  })
})

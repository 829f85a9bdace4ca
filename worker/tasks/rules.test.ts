// Equivalent rules from other calendars, wherever the API accepts a rule.
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { file, imported, outcomes } from '../testing/files.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { Task } from './schema.ts'

const id = () => crypto.randomUUID()
const friday = { title: 'Call', due_date: '2027-12-24' }
const yearly = 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24'
const berlin = { due_at: '2027-12-24T17:00:00Z', due_timezone: 'Europe/Berlin' }

async function send({ token }: Person, method: string, path: string, body: object) {
  const answer = await call(`/api/v1/tasks${path}`, { method, token, body })
  const told = await answer.json<Task & { errors?: { pointer: string; detail: string }[] }>()
  return answer.ok ? told.recurrence : told.errors?.map((one) => `${one.pointer} ${one.detail}`)
}

describe('an equivalent rule from another calendar', () => {
  it('is converted by a create, a PATCH, a PUT and a batch', async () => {
    const ada = await signUp()
    const first = id()
    expect(await send(ada, 'POST', '', { ...friday, id: first, recurrence: yearly })).toBe(
      'FREQ=YEARLY',
    )
    const weekly = { recurrence: 'FREQ=DAILY;BYDAY=FR,MO;WKST=SU' }
    expect(await send(ada, 'PATCH', `/${first}`, weekly)).toBe('FREQ=WEEKLY;BYDAY=MO,FR')
    const patch = { ...berlin, due_date: null, recurrence: 'FREQ=DAILY;UNTIL=20271231T225959Z' }
    expect(await send(ada, 'PATCH', `/${first}`, patch)).toBe('FREQ=DAILY;UNTIL=20271231')
    expect(await send(ada, 'PUT', `/${id()}`, { ...friday, recurrence: yearly })).toBe(
      'FREQ=YEARLY',
    )
    const operations = [
      { op: 'create', body: { ...friday, recurrence: yearly } },
      { op: 'update', id: first, body: { ...berlin, recurrence: yearly } },
    ]
    const batch = await call('/api/v1/tasks/batch', { token: ada.token, body: { operations } })
    const { results } = await batch.json<{ results: { resource: Task }[] }>()
    expect(results.map(({ resource }) => resource.recurrence)).toEqual([
      'FREQ=YEARLY',
      'FREQ=YEARLY',
    ])
  })

  it('is refused if it names other dates, or if the due date is not in the body', async () => {
    const ada = await signUp()
    const first = id()
    const june = { ...friday, id: first, recurrence: 'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1' }
    expect(await send(ada, 'POST', '', june)).toEqual([
      '/recurrence must have the month and day of the due day as BYMONTH and BYMONTHDAY',
    ])
    expect(await send(ada, 'POST', '', { title: 'Call', recurrence: yearly })).toEqual([
      '/recurrence must not be without due_date or due_at',
    ])
    await send(ada, 'POST', '', { ...friday, id: first })
    const needed = (where: string) => [
      `/recurrence must come with the due day in the same body where ${where}`,
    ]
    expect(await send(ada, 'PATCH', `/${first}`, { recurrence: yearly })).toEqual(
      needed('it has BYMONTH'),
    )
    const until = { due_at: berlin.due_at, recurrence: 'FREQ=DAILY;UNTIL=20271231T225959Z' }
    expect(await send(ada, 'PATCH', `/${first}`, until)).toEqual(needed('UNTIL has a time'))
  })

  it('beside a date or a zone that does not exist is not a 500', async () => {
    const ada = await signUp()
    const until = 'FREQ=DAILY;UNTIL=20271231T225959Z'
    for (const due of [
      { due_at: 'soon', due_timezone: 'Europe/Berlin' },
      { due_at: berlin.due_at, due_timezone: 'Europe/Atlantis' },
      { due_date: '2027-02-30' },
    ]) {
      const body = { title: 'Call', ...due, recurrence: until }
      const answer = await call('/api/v1/tasks', { token: ada.token, body })
      expect([due, answer.status]).toEqual([due, 422])
    }
  })

  it('is accepted by an import without a warning, and goes to the notes if it names other dates', async () => {
    const ada = await signUp()
    const rules = [yearly, 'FREQ=DAILY;UNTIL=20271231T235959Z', 'FREQ=WEEKLY;WKST=SU;BYDAY=FR']
    const others = [
      'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1',
      'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU',
    ]
    const tasks = [...rules, ...others].map((recurrence) => ({ id: id(), ...friday, recurrence }))
    expect(outcomes(await imported(ada, file(tasks)))).toEqual([
      ...rules.map(() => ['created']),
      ...others.map(() => ['created', 'recurrence_unsupported']),
    ])
    const kept = await Promise.all(
      tasks.map(async (task) =>
        (await call(`/api/v1/tasks/${task.id}`, { token: ada.token })).json<Task>(),
      ),
    )
    expect(kept.map(({ recurrence, notes }) => recurrence ?? notes)).toEqual([
      'FREQ=YEARLY',
      'FREQ=DAILY;UNTIL=20271231',
      'FREQ=WEEKLY;BYDAY=FR',
      ...others.map((rule) => `Repeats: ${rule}`),
    ])
  })
})

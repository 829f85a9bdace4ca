// Any valid task is read as it was written; any invalid one is refused with a 4xx.
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { places, replaced, unstorable, values, withField, without } from '../testing/hostile.ts'
import { signUp } from '../testing/people.ts'
import type { Task, TaskList } from './schema.ts'

/** Requests of one user; each test has its own, and stays below the rate limit. */
const signedUp = async () => {
  const { token } = await signUp()
  return (method: string, path: string, body?: unknown) =>
    call(`/api/v1${path}`, { method, token, ...(body !== undefined && { body }) })
}
/** Shrinking would exceed the rate limit. */
const runs = (numRuns: number) => ({ numRuns, endOnFailure: true })

const points = (text: string) => [...text].length
const oneLine = (text: string) => text.trim().normalize('NFC')
const isLine = (text: string, most: number) =>
  /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u.test(text) &&
  text.isWellFormed() &&
  !/\p{Cc}/u.test(text) &&
  points(text) <= most

/** All planes, marks and signs, and occasionally what no text may contain. */
const unit = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(' ', '%', '_', '\\', '"', "'", '\u200d', '\u0301', '\ufeff', '{}'),
  },
)
const wild = fc.oneof(unit, fc.constantFrom('\0', '\ud800', '\udfff', '\n', '\u0085', '\u2028'))
const text = (maxLength: number) => fc.string({ unit, maxLength })
const line = (most: number, maxLength: number) =>
  text(maxLength)
    .map(oneLine)
    .filter((value) => isLine(value, most))

const zone = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'UTC')
const instant = fc
  .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
  .map((date) => date.toISOString())
const never = { due_date: null, due_at: null, due_timezone: null }
const due = fc.oneof(
  fc.constant(never),
  instant.map((at) => ({ ...never, due_date: at.slice(0, 10) })),
  fc.record({ due_date: fc.constant(null), due_at: instant, due_timezone: zone }),
)
const recurrence = fc.constantFrom(
  null,
  'FREQ=DAILY;INTERVAL=999',
  'FREQ=WEEKLY;BYDAY=MO,SU;COUNT=999',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=YEARLY;UNTIL=99991231',
)
const fields = fc
  .record({
    title: line(500, 60),
    notes: text(300).filter((notes) => notes.isWellFormed() && !notes.includes('\0')),
    list_id: fc.constant(null),
    parent_id: fc.constant(null),
    priority: fc.nat(4),
    labels: fc.uniqueArray(line(50, 12), { maxLength: 20 }),
    recurrence,
    recurrence_from: fc.constantFrom('due', 'completed'),
    due,
  })
  .map(({ due, ...task }) => {
    const isDue = due.due_date !== null || due.due_at !== null
    return { ...task, ...due, recurrence: isDue ? task.recurrence : null }
  })

describe('a task', () => {
  it('is read, listed, replaced and patched exactly as written', async () => {
    const send = await signedUp()
    await fc.assert(
      fc.asyncProperty(fields, fields, async (one, two) => {
        const id = uuidv7()
        const path = `/tasks/${id}`
        const created = await send('POST', '/tasks', { id, ...one })
        expect(created.status).toBe(201)
        const task = await created.json<Task>()
        expect(task).toMatchObject(one)
        expect(await (await send('GET', path)).json()).toEqual(task)
        const list = await (await send('GET', '/tasks?sort=-created&limit=1')).json<TaskList>()
        expect(list.items).toEqual([task])
        // The same task is equal, however it is written.
        expect(await (await send('PUT', path, one)).json()).toEqual(task)
        expect(await (await send('PATCH', path, one)).json()).toEqual(task)
        expect(await (await send('POST', '/tasks', { id, ...one })).json()).toEqual(task)

        const patched = await (await send('PATCH', path, two)).json<Task>()
        expect(patched).toMatchObject(two)
        const replaced = await (await send('PUT', path, one)).json<Task>()
        const { version, seq, updated_at } = replaced
        expect(replaced).toEqual({ ...task, version, seq, updated_at })
      }),
      runs(30),
    )
  }, 120_000)

  it('can be completed, whatever its rule, and gets a date that exists', async () => {
    const send = await signedUp()
    const repeating = fields.filter(({ recurrence }) => recurrence !== null)
    await fc.assert(
      fc.asyncProperty(repeating, zone, async (body, timezone) => {
        const { id } = await (await send('POST', '/tasks', body)).json<Task>()
        const answer = await send('POST', `/tasks/${id}/complete?timezone=${timezone}`)
        expect(answer.status).toBe(200)
      }),
      runs(50),
    )
  }, 60_000)
})

describe('a text', () => {
  /** The stored text, or undefined if it must be refused. */
  const stored = (most: number) => (value: string) => {
    const trimmed = oneLine(value)
    return isLine(trimmed, most) ? trimmed : undefined
  }
  const notes = (value: string) =>
    value.isWellFormed() && !value.includes('\0') && points(value) <= 20_000 ? value : undefined
  const texts = [
    ['title', '/tasks', (title: string) => ({ title }), stored(500)],
    ['notes', '/tasks', (notes: string) => ({ title: 'x', notes }), notes],
    ['labels', '/tasks', (label: string) => ({ title: 'x', labels: [label] }), stored(50)],
    ['name', '/lists', (name: string) => ({ name }), stored(100)],
  ] as const

  it.each(texts)(
    '(%s) is stored exactly, or refused',
    async (field, path, body, expected) => {
      const send = await signedUp()
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: wild, maxLength: 120 }), async (value) => {
          const answer = await send('POST', path, body(value))
          const made = await answer.json<Record<string, unknown>>()
          const wanted = expected(value)
          if (wanted === undefined)
            expect([answer.status, made.code]).toEqual([422, 'validation_failed'])
          else expect([answer.status, [made[field]].flat()]).toEqual([201, [wanted]])
        }),
        runs(50),
      )
    },
    60_000,
  )

  it.each([...texts.map(([field, path, body]) => [field, path, body] as const)])(
    '(%s) may be as long as its limit in code points, and no longer',
    async (field, path, body) => {
      const send = await signedUp()
      const most = { title: 500, notes: 20_000, labels: 50, name: 100 }[field]
      for (const letter of ['x', 'é', '👍', '\u{10ffff}']) {
        // NFC leaves each of these unchanged.
        expect((await send('POST', path, body(letter.repeat(most)))).status).toBe(201)
        expect((await send('POST', path, body(letter.repeat(most + 1)))).status).toBe(422)
      }
    },
  )
})

describe('almost valid input', () => {
  const example = {
    title: 'Call Mia',
    notes: 'soon',
    list_id: null,
    parent_id: null,
    priority: 1,
    due_at: '2026-12-24T16:00:00.000Z',
    due_timezone: 'Europe/Berlin',
    labels: ['home', 'phone'],
    recurrence: 'FREQ=WEEKLY;BYDAY=MO',
    recurrence_from: 'due',
  }
  type Target = readonly [name: string, method: string, path: string, body: object]
  const targets: Target[] = [
    ['POST /tasks', 'POST', '/tasks', { id: uuidv7(), ...example }],
    ['PUT /tasks/{id}', 'PUT', '/tasks/{task}', example],
    ['PATCH /tasks/{id}', 'PATCH', '/tasks/{task}', example],
    ['POST /tasks/{id}/move', 'POST', '/tasks/{task}/move', { after_id: '{other}', list_id: null }],
    [
      'POST /tasks/batch',
      'POST',
      '/tasks/batch',
      {
        operations: [
          { op: 'create', body: example },
          { op: 'update', id: '{task}', if_match: 1, body: example },
          { op: 'delete', id: '{other}', if_match: 1 },
        ],
      },
    ],
    [
      'POST /tasks/quick',
      'POST',
      '/tasks/quick',
      { text: 'Call Mia every monday #home !2', timezone: 'Europe/Berlin', week_start: 'monday' },
    ],
    ['POST /lists', 'POST', '/lists', { id: uuidv7(), name: 'Home', color: 'red' }],
    ['PATCH /lists/{id}', 'PATCH', '/lists/{list}', { name: 'Home', color: 'red', archived: true }],
    ['POST /lists/{id}/move', 'POST', '/lists/{list}/move', { after_id: null }],
  ]

  /** Random JSON text in one place, a missing place, or an extra field. */
  const mutated = (body: object) => {
    const place = fc.constantFrom(...places(body))
    const odd = fc.oneof(
      fc.constantFrom(...values, ...unstorable),
      fc.json({ maxDepth: 3 }),
      wild.map((value) => JSON.stringify(value)),
      fc
        .oneof(fc.double(), fc.bigInt())
        .map((number) => String(number).replace(/NaN|-?Infinity/, '1e999')),
    )
    return fc.oneof(
      fc.tuple(place, odd).map(([at, value]) => replaced(body, at, value)),
      place.map((at) => without(body, at)),
      fc
        .tuple(fc.string({ unit: wild, maxLength: 12 }), odd)
        .map(([name, value]) => withField(body, name, value)),
    )
  }

  it.each(targets)(
    '%s is accepted or refused, and never a 500',
    async (_, method, path, body) => {
      const send = await signedUp()
      const make = async (path: string, body: object) =>
        (await (await send('POST', path, body)).json<{ id: string }>()).id
      const ids = {
        task: await make('/tasks', { title: 'One' }),
        other: await make('/tasks', { title: 'Other' }),
        list: await make('/lists', { name: 'Home' }),
      }
      const filled = (text: string) =>
        text.replaceAll(/\{(task|other|list)\}/g, (_, name: keyof typeof ids) => ids[name])
      await fc.assert(
        fc.asyncProperty(mutated(body), async (text) => {
          const { status } = await send(method, filled(path), filled(text))
          expect(status).toBeLessThan(500)
        }),
        runs(120),
      )
      expect((await send('GET', '/tasks?view=all')).status).toBe(200)
    },
    60_000,
  )
})

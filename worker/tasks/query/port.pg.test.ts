// The app finds and orders tasks by itself, and the API must offer the same: domain/task-views.ts against GET
// /api/v1/tasks, on random tasks.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn, dueDay } from '../../domain/due.ts'
import { type TaskView, viewOrder } from '../../domain/task-views.ts'
import { call } from '../../testing/call.ts'
import { type Person, signUp } from '../../testing/people.ts'
import type { Task } from '../schema.ts'
import { page } from './testing/asking.ts'

const [hour, day] = [3_600_000, 86_400_000]
const zones = [
  'Pacific/Kiritimati',
  'Europe/Berlin',
  'UTC',
  'America/St_Johns',
  'Pacific/Pago_Pago',
] as const
const lists = [crypto.randomUUID(), crypto.randomUUID()]

/** Days and instants around now, especially the hours in which two zones have different days. */
const due = fc.oneof(
  fc.constant({}),
  fc.integer({ min: -2, max: 2 }).map((n) => ({
    due_date: new Date(Date.now() + n * day).toISOString().slice(0, 10),
  })),
  fc
    .record({ hours: fc.integer({ min: -60, max: 60 }), due_timezone: fc.constantFrom(...zones) })
    .map(({ hours, due_timezone }) => ({
      due_at: new Date(Math.floor(Date.now() / hour + hours) * hour).toISOString(),
      due_timezone,
    })),
)
const anyTask = fc.record({
  due,
  list_id: fc.constantFrom(null, null, ...lists),
  /** One of the first tasks, which are not subtasks. */
  parent: fc.option(fc.nat(9), { freq: 3 }),
  priority: fc.nat(4),
  labels: fc.constantFrom([], [], ['home'], ['home', 'work']),
  end: fc.constantFrom('', '', '', 'complete', 'trash'),
  isMoved: fc.boolean(),
})

type Drawn = typeof anyTask extends fc.Arbitrary<infer T> ? T : never

/** Creates tasks, moves some to the top, completes some and moves some to the trash. */
async function scatter({ token }: Person, drawn: Drawn[]): Promise<void> {
  for (const id of lists) await call('/api/v1/lists', { token, body: { id, name: id } })
  const ids = drawn.map(() => crypto.randomUUID())
  const made = drawn.map(({ due, list_id, parent, priority, labels }, n) => {
    const above = n < 10 || parent === null ? {} : { parent_id: ids[parent] }
    const place = 'parent_id' in above ? {} : { list_id }
    return {
      op: 'create',
      body: { id: ids[n], title: `Task ${n}`, priority, labels, ...due, ...above, ...place },
    }
  })
  const moves = drawn.flatMap(({ isMoved, parent }, n) =>
    isMoved && parent === null ? [{ op: 'move', id: ids[n], body: { after_id: null } }] : [],
  )
  const done = drawn.flatMap(({ end }, n) =>
    end === 'complete' ? [{ op: 'complete', id: ids[n] }] : [],
  )
  // Subtasks before their parents, which would take them along.
  const trashed = drawn
    .flatMap(({ end }, n) => (end === 'trash' ? [{ op: 'delete', id: ids[n] }] : []))
    .reverse()
  for (const operations of [made, moves, done, trashed]) {
    const answer = await call('/api/v1/tasks/batch', { token, body: { operations } })
    expect(answer.status, await answer.clone().text()).toBe(200)
  }
}

const whole = async (person: Person, query: Record<string, string>) =>
  (await page(person, { limit: '200', ...query })).items

const idsOf = (tasks: readonly Task[]) => tasks.map(({ id }) => id)

/** The app's view, from all tasks. */
function inApp(all: readonly Task[], view: TaskView, timezone: string): Task[] {
  const { has, compare } = viewOrder(view, { timezone, today: dayIn(timezone, new Date()) })
  return all.filter(has).sort(compare)
}

describe('a view of the app matches the API', () => {
  it('for any tasks', async () => {
    const drawn = fc.array(anyTask, { minLength: 50, maxLength: 50 })
    await fc.assert(fc.asyncProperty(drawn, compare), { numRuns: 3, endOnFailure: true })
  })
})

async function compare(drawn: Drawn[]): Promise<void> {
  const ada = await signUp()
  await scatter(ada, drawn)
  const all = [...(await whole(ada, {})), ...(await whole(ada, { view: 'trash' }))]
  expect(all).toHaveLength(50)

  // Manual orders, and orders by the latest event, must match exactly.
  const [first, second = ''] = lists
  const open = ({ completed_at }: Task) => completed_at === null
  for (const [view, query, only] of [
    [{ kind: 'inbox' }, { view: 'inbox', parent_id: 'none' }],
    [{ kind: 'completed' }, { view: 'completed' }],
    [{ kind: 'trash' }, { view: 'trash' }],
    [{ kind: 'list', id: first }, { list_id: first, parent_id: 'none', sort: 'rank' }, open],
    [
      { kind: 'list', id: second, done: true },
      { view: 'completed', list_id: second, parent_id: 'none' },
    ],
    [
      { kind: 'subtasks', of: all[0]?.id },
      { parent_id: all[0]?.id, sort: 'rank' },
    ],
  ] as [TaskView, Record<string, string>, ((task: Task) => boolean)?][]) {
    const answer = (await whole(ada, query)).filter(only ?? (() => true))
    expect([view, idsOf(answer)]).toEqual([view, idsOf(inApp(all, view, 'UTC'))])
  }

  // Views by day must have the same tasks on each day. Within a day the app puts the most important first.
  for (const timezone of zones) {
    const ownDay = (task: Task) => dueDay(task, task.due_timezone ?? timezone)
    for (const [kind, view] of [
      ['today', 'due'],
      ['upcoming', 'upcoming'],
    ] as const) {
      const answer = await whole(ada, { view, timezone })
      const shown = inApp(all, { kind }, timezone)
      const what = [timezone, kind]
      expect([what, idsOf(answer).sort()]).toEqual([what, idsOf(shown).sort()])
      expect([what, answer.map(ownDay)]).toEqual([what, shown.map(ownDay)])
    }
    const parts = [
      ...(await whole(ada, { view: 'overdue', timezone })),
      ...(await whole(ada, { view: 'today', timezone })),
    ]
    expect(idsOf(parts).sort()).toEqual(idsOf(await whole(ada, { view: 'due', timezone })).sort())
  }
  const labelled = await whole(ada, { label: 'home' })
  expect(idsOf(labelled.filter(open)).sort()).toEqual(
    idsOf(inApp(all, { kind: 'label', name: 'home' }, 'UTC')).sort(),
  )
}

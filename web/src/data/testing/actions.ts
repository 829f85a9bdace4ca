// What people do at random, and what happens to them meanwhile.
import fc from 'fast-check'
import type { Fault } from '../../../../tools/neon/control.ts'
import type { TaskFields } from '../contract.ts'

/** At which tab, and numbers that pick what it is about among what is there by then. */
interface Place {
  tab: number
  pick: number
  others: number[]
}

const onTasks = ['complete', 'reopen', 'trash', 'restore'] as const
const onLists = ['list', 'relist', 'movelist', 'unlist'] as const
const rest = ['undo', 'move', 'answer'] as const
/** The tab, the whole browser, the session by the person's wish, and by the server's. */
const endings = ['reload', 'kill', 'leave', 'end'] as const

export type Step = Place &
  (
    | { do: 'create'; title: string; where: 'inbox' | 'list' | 'under' | 'first' }
    | { do: 'update'; patch: Partial<TaskFields> }
    | { do: (typeof onTasks)[number] }
    | { do: 'purge' }
    | { do: (typeof onLists)[number] | (typeof rest)[number] | 'sync' | (typeof endings)[number] }
    | { do: 'break'; faults: Fault[] }
    | { do: 'mend' }
  )

const text = (maxLength: number) => fc.string({ maxLength }).map((some) => `t${some.trim()}`)
const due = { due_at: fc.constant(null), due_timezone: fc.constant(null) }
const patch: fc.Arbitrary<Partial<TaskFields>> = fc.oneof(
  fc.record({ title: text(20) }),
  fc.record({ notes: fc.string({ maxLength: 40 }) }),
  fc.record({ priority: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ due_date: fc.constantFrom('2026-11-25', '2027-02-28', null), ...due }),
  fc.record({
    due_date: fc.constantFrom('2027-02-28', '2027-12-31'),
    ...due,
    recurrence: fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY'),
  }),
  fc.record({ labels: fc.subarray(['home', 'work', 'later']) }),
  fc.record({ title: text(20), labels: fc.subarray(['home', 'work']) }),
)

/** Of the database: each while something is written, and for so many statements as a few requests have. */
const work = 'app.write_(task|list)'
const times = fc.integer({ min: 1, max: 6 })
const fault: fc.Arbitrary<Fault> = fc.oneof(
  // Committed, and then the connection is lost.
  fc.record({ kind: fc.constant('lost' as const), match: fc.constant(work), times }),
  fc.record({
    kind: fc.constant('reset' as const),
    match: fc.constant('app.authenticate_session'),
    times,
  }),
  fc.record({
    kind: fc.constant('error' as const),
    match: fc.constantFrom(work, 'app.authenticate_session'),
    status: fc.constantFrom(500, 502, 503),
    times,
  }),
  // The server of the database shuts down; two transactions are in each other's way.
  fc.record({
    kind: fc.constant('error' as const),
    match: fc.constant(work),
    code: fc.constantFrom('57P01', '40001'),
    times,
  }),
  fc.record({
    kind: fc.constant('delay' as const),
    match: fc.constant('app.authenticate_session'),
    delayMs: fc.integer({ min: 1, max: 60 }),
    times,
  }),
)

const place = { tab: fc.nat(2), pick: fc.nat(), others: fc.array(fc.nat(), { maxLength: 2 }) }
const any = <Name extends string>(weight: number, ...names: readonly Name[]) => ({
  weight,
  arbitrary: fc.record({ ...place, do: fc.constantFrom(...names) }),
})

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      ...place,
      do: fc.constant('create' as const),
      title: text(12),
      where: fc.constantFrom('inbox' as const, 'list' as const, 'under' as const, 'first' as const),
    }),
  },
  {
    weight: 16,
    arbitrary: fc.record({ ...place, do: fc.constant('update' as const), patch }),
  },
  any(8, ...onTasks),
  any(9, ...rest),
  any(8, 'sync' as const),
  any(4, ...onLists),
  any(1, 'purge' as const),
  any(3, ...endings),
  {
    weight: 5,
    arbitrary: fc.record({
      ...place,
      do: fc.constant('break' as const),
      faults: fc.array(fault, { minLength: 1, maxLength: 2 }),
    }),
  },
  any(1, 'mend' as const),
)

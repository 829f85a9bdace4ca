// Two tabs and another device, at random, through a bad network: at the end all of them say what the server says,
// and nothing that was done is lost or there twice.
import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { type Person, signUp } from '../../../tools/e2e/client.ts'
import '../../../tools/testing/provided.ts'
import type { List } from '../../../worker/lists/schema.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { Data, Fields } from './contract.ts'
import { sendThrough, type Weather } from './network-of-tests.ts'
import { openData } from './open.ts'

/** Each on its own account, against the one Worker. `VITE_MODEL_RUNS=1000` asks for more, `VITE_MODEL_SEED` for the same again. */
const runs = Number(import.meta.env.VITE_MODEL_RUNS ?? 12)
const replayed: string | undefined = import.meta.env.VITE_MODEL_SEED
const devices = ['one', 'one', 'two']

const calm: Weather = { lost: 0, cut: 0, outage: 0, limited: 0, expired: 0 }

type Step = { tab: number; pick: number } & (
  | { do: 'create'; title: string; under: boolean }
  | { do: 'update'; patch: Partial<Fields> }
  | {
      do:
        | 'complete'
        | 'reopen'
        | 'trash'
        | 'restore'
        | 'undo'
        | 'move'
        | 'reload'
        | 'sync'
        | 'purge'
        | 'kill'
    }
  | { do: 'list' | 'unlist' }
)

const value = fc.oneof(
  fc.record({ title: fc.string({ minLength: 1, maxLength: 20 }).map((text) => `t${text.trim()}`) }),
  fc.record({ notes: fc.string({ maxLength: 40 }) }),
  fc.record({ priority: fc.integer({ min: 0, max: 4 }) }),
  fc.record({
    due_date: fc.constantFrom('2026-11-25', '2027-02-28', null),
    due_at: fc.constant(null),
    due_timezone: fc.constant(null),
  }),
  fc.record({ labels: fc.subarray(['home', 'work', 'later']) }),
)
const place = { tab: fc.nat(2), pick: fc.nat() }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      ...place,
      do: fc.constant('create' as const),
      title: fc.string({ minLength: 1, maxLength: 12 }).map((text) => `n${text.trim()}`),
      under: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ ...place, do: fc.constant('update' as const), patch: value }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...place,
      do: fc.constantFrom(
        'complete',
        'reopen',
        'trash',
        'restore',
        'undo',
        'move',
        'sync',
      ) as fc.Arbitrary<'sync'>,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...place,
      do: fc.constantFrom('reload', 'kill', 'purge', 'list', 'unlist') as fc.Arbitrary<'list'>,
    }),
  },
)

const opened = new Set<Data>()
afterAll(async () => {
  for (const data of opened) await data.forget().catch(() => {})
})

async function play(steps: readonly Step[], weather: Weather, seed: number) {
  const api = inject('apiUrl')
  const ada = await signUp(api)
  const random = generator(seed)
  const now = { ...weather }
  const send = sendThrough(api, () => ada.token, now, random)
  const open = async (device: string) => {
    const data = await openData({
      userId: `${ada.id}-${device}`,
      send,
      timezone: 'UTC',
      random,
      isOnline: () => true,
    })
    opened.add(data)
    return data
  }
  const tabs: Data[] = []
  for (const device of devices) tabs.push(await open(device))
  /** Ids of tasks made here, until somebody asked for their end. */
  const made = new Set<string>()
  const purged = new Set<string>()
  /** Whoever ends a task ends what lies below it, also what they have not heard of. */
  const parentOf = new Map<string, string>()
  const undos: (() => unknown)[] = []
  for (const each of steps) {
    const data = tabs[each.tab]
    if (!data) continue
    const ids = [...made].filter((id) => data.row(id).get())
    const id = ids[each.pick % Math.max(1, ids.length)] ?? ''
    const list = data.lists.get()[each.pick % Math.max(1, data.lists.get().length)]
    switch (each.do) {
      case 'create': {
        const parent = data.row(id).get()?.task
        const parent_id =
          each.under && parent && !parent.parent_id && !parent.deleted_at ? id : null
        const done = data.create({ title: each.title, parent_id })
        made.add(done.id)
        if (parent_id) parentOf.set(done.id, parent_id)
        await done.kept
        break
      }
      case 'update':
        await data.update([id], each.patch).kept
        break
      case 'purge':
        for (const one of made) if (data.row(one).get()?.task.parent_id === id) purged.add(one)
        purged.add(id)
        await data.purge([id]).kept
        break
      case 'list':
        await data.createList({ name: `L${each.pick % 10}` }).kept
        break
      case 'unlist':
        if (list) await data.deleteList(list.id, each.pick % 2 ? 'keep' : 'trash').kept
        break
      case 'move':
        await data.move([id], each.pick % 2 && list ? { list_id: list.id } : { after_id: null })
          .kept
        break
      case 'undo':
        await (undos.pop()?.() as { kept: Promise<void> } | undefined)?.kept
        break
      case 'sync':
        await data.sync()
        break
      // The whole browser, in the middle of whatever it was doing.
      case 'kill': {
        void data.sync()
        await new Promise((resolve) => setTimeout(resolve, each.pick % 8))
        const killed = devices.flatMap((one, at) => (one === devices[each.tab] ? [at] : []))
        for (const at of killed) tabs[at]?.close()
        for (const at of killed) tabs[at] = await open(devices[at] ?? '')
        for (const at of killed)
          await expect.poll(() => tabs[at]?.readiness.get(), { interval: 5 }).toBe('ready')
        break
      }
      case 'reload':
        data.close()
        opened.delete(data)
        tabs[each.tab] = await open(devices[each.tab] ?? '')
        await expect.poll(() => tabs[each.tab]?.readiness.get(), { interval: 5 }).toBe('ready')
        break
      default: {
        const done = data[each.do]([id])
        await done.kept
        if (each.do !== 'trash') undos.push(done.undo)
      }
    }
  }
  Object.assign(now, calm)
  const deadline = Date.now() + 30_000
  for (let quiet = 0; quiet < 2; ) {
    const standing = tabs.map((data) => [
      data.state.get(),
      data.questions.get().map((id) => data.row(id).get()),
    ])
    expect(Date.now(), `it never comes to rest: ${JSON.stringify(standing)}`).toBeLessThan(deadline)
    let isQuiet = true
    for (const data of tabs) {
      for (const asked of data.questions.get()) {
        isQuiet = false
        const { question } = data.row(asked).get() ?? {}
        // Made below a task that ended elsewhere: nobody takes it, and the person lets go of it.
        if (question?.kind === 'refused') purged.add(asked)
        await data.resolve(asked, question?.kind === 'refused' ? 'theirs' : 'mine').kept
      }
      await data.sync()
      if ((await data.unsent()) > 0) isQuiet = false
    }
    quiet = isQuiet ? quiet + 1 : 0
    if (!isQuiet) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  for (const [id, parent] of parentOf) if (purged.has(parent)) purged.add(id)
  return { ada, tabs, made, purged }
}

/** All that the server has, as a copy that begins anew is told. */
async function told({ token }: Person) {
  const found = { tasks: new Map<string, Task>(), lists: new Map<string, List>() }
  for (let since = 0; ; ) {
    const answer = await fetch(`${inject('apiUrl')}/api/v1/changes?since=${since}&limit=500`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    const { changes, next, has_more } = await answer.json()
    for (const { type, id, resource } of changes)
      if (resource) (type === 'task' ? found.tasks : found.lists).set(id, resource)
    if (!has_more) return found
    since = next
  }
}

describe('two tabs and another device', () => {
  it('end with what the server has, whatever the network did', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.constantFrom(
          { ...calm, lost: 0.3, cut: 0.1, outage: 0.1 },
          { ...calm, lost: 0.6 },
          { ...calm, cut: 0.9 },
          { ...calm, lost: 0.2, limited: 0.3, expired: 0.3 },
          calm,
        ),
        fc.nat(),
        async (steps, weather, seed) => {
          const { ada, tabs, made, purged } = await play(steps, weather, seed)
          const { tasks, lists } = await told(ada)
          for (const id of made)
            if (!purged.has(id)) expect([id, tasks.has(id)]).toEqual([id, true])
          for (const id of tasks.keys()) expect(made).toContain(id)
          for (const data of tabs) {
            for (const [id, task] of tasks) expect(data.row(id).get()?.task).toEqual(task)
            for (const id of made) if (!tasks.has(id)) expect(data.row(id).get()).toBeUndefined()
            const known = [...data.lists.get(), ...data.archivedLists.get()]
            expect(new Map(known.map((list) => [list.id, list]))).toEqual(lists)
          }
          for (const data of tabs) {
            data.close()
            opened.delete(data)
          }
        },
      ),
      {
        numRuns: runs,
        endOnFailure: true,
        ...(replayed && {
          seed: Number(replayed.split(' ')[0]),
          path: replayed.split(' ')[1] ?? '',
        }),
      },
    )
  }, 600_000)
})

/** The same chances for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

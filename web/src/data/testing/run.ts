// One run: two tabs and another device at random, until all has come to rest.
import { expect } from 'vitest'
import { signUp } from '../../../../tools/e2e/client.ts'
import type { Control, FaultState } from '../../../../tools/neon/control.ts'
import type { Data, MutationResult, Resolution } from '../contract.ts'
import type { Step } from './actions.ts'
import { newDevice } from './device.ts'
import { newMemory } from './model.ts'
import { calm, type Weather } from './network.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Stage {
  api: string
  control: Control
  /** How often each kind of fault has struck. */
  struck: Map<string, number>
}

export async function play(steps: readonly Step[], weather: Weather, seed: number, stage: Stage) {
  const { api, control, struck } = stage
  const random = generator(seed)
  const owner = await signUp(api)
  const memory = newMemory()
  const now = { ...weather }
  const deps = { api, owner, weather: now, random, memory }
  // Two that share a session, as nobody does, save a sign-in where no session ends.
  const isApart = steps.some(({ do: what }) => what === 'leave' || what === 'end')
  const one = newDevice({ ...deps, name: 'one', tabs: 2, session: owner })
  const two = newDevice({ ...deps, name: 'two', tabs: 1, session: isApart ? null : owner })
  const devices = [one, two]
  const undos = new Map<Data, (() => MutationResult)[]>()

  async function mend() {
    for (const { kind, fired } of (await control.faults()) as FaultState[])
      struck.set(kind, (struck.get(kind) ?? 0) + fired)
    await control.clearFaults()
  }

  /** What a person says to a question, whichever it is. */
  async function answer(device: string, data: Data, id: string, draw: number) {
    const row = data.row(id).get()
    const conflict = row?.conflict
    if (!conflict || !row) return
    const any = draw % 2 ? 'mine' : 'theirs'
    const said: Resolution =
      conflict.kind === 'fields' && draw % 3 === 0
        ? Object.fromEntries(conflict.fields.map(({ field }, at) => [field, at % 2 ? any : 'mine']))
        : any
    await memory.during(device, data, () => data.resolve(id, said)).persisted
    if (conflict.kind === 'deleted' && any === 'mine') memory.repeat(device, row.task)
  }

  /** Until the server has all of it and they have all of the server. */
  async function settle(all: readonly (typeof one)[]) {
    await mend()
    Object.assign(now, calm)
    const deadline = Date.now() + 30_000
    for (let quiet = 0; quiet < 2; ) {
      let isQuiet = true
      for (const device of all) {
        await device.arrive()
        for (const data of device.tabs) {
          if (!data) continue
          for (const asked of data.conflicts.get()) {
            isQuiet = false
            // What nobody takes is let go of in the end.
            const isRefused = data.row(asked).get()?.conflict?.kind === 'rejected'
            await answer(device.name, data, asked, isRefused ? 0 : Math.floor(random() * 6))
          }
          await data.sync()
          if ((await data.unsent()) > 0) isQuiet = false
        }
        if (device.tabs.includes(null)) isQuiet = false
      }
      const standing = all.flatMap(({ tabs }) =>
        tabs.map((data) => [
          data?.state.get(),
          data?.conflicts.get().map((id) => [id, data.row(id).get()]),
        ]),
      )
      expect(Date.now(), `no rest: ${JSON.stringify(standing)}`).toBeLessThan(deadline)
      quiet = isQuiet ? quiet + 1 : 0
      if (!isQuiet) await wait(20)
    }
  }

  async function act(step: Step) {
    const device = step.tab === 2 ? two : one
    await device.arrive()
    const at = step.tab % device.tabs.length
    const data = device.tabs[at]
    if (!data) return
    const { pick } = step
    const shown = [...memory.made.tasks].filter((id) => data.row(id).get())
    const among = <T>(all: readonly T[], number: number) => all[number % Math.max(1, all.length)]
    const id = among(shown, pick)
    const ids = [...new Set([pick, ...step.others].flatMap((number) => among(shown, number) ?? []))]
    const lists = [...data.lists.get(), ...data.archivedLists.get()]
    const list = among(lists, pick)
    const taskOf = (one: string) => data.row(one).get()?.task
    const isTop = (one: string) => !taskOf(one)?.parent_id && !taskOf(one)?.deleted_at
    const does = async (run: () => MutationResult, isSet = false) => {
      const done = memory.during(device.name, data, run, isSet)
      undos.set(data, [...(undos.get(data) ?? []), done.undo])
      await done.persisted
    }
    switch (step.do) {
      case 'create':
        return does(() => {
          const { title, where } = step
          const under = where === 'under' && id && isTop(id) ? id : null
          const inside = where === 'list' && list ? list.id : null
          const fields = under ? { parent_id: under } : { list_id: inside }
          const place = where === 'first' ? { after_id: null } : {}
          const done = data.create({ title, ...fields }, place)
          memory.made.tasks.add(done.id)
          return done
        })
      case 'update':
        return does(() => data.update(ids, step.patch), true)
      case 'complete':
      case 'reopen':
      case 'trash':
      case 'restore':
        return does(() => data[step.do](ids))
      case 'purge':
        return memory.during(device.name, data, () => data.purge(ids)).persisted
      case 'move': {
        const other = among(shown, step.others[0] ?? 0) ?? null
        const isFree = (one: string) =>
          one !== other && !shown.some((id) => taskOf(id)?.parent_id === one)
        const way = pick % 5
        if (way === 0 && other && isTop(other) && ids.some(isFree))
          return does(() => data.move(ids.filter(isFree), { parent_id: other }))
        if (way === 1 && list) return does(() => data.move(ids, { list_id: list.id }))
        if (way === 2) return does(() => data.move(ids, { list_id: null }))
        const after_id = other && !ids.includes(other) && way === 3 ? other : null
        return does(() => data.move(ids, { after_id }))
      }
      case 'undo': {
        const undo = undos.get(data)?.pop()
        if (undo) await memory.during(device.name, data, undo).persisted
        return
      }
      case 'answer': {
        const asked = among(data.conflicts.get(), pick)
        if (asked) await answer(device.name, data, asked, pick)
        return
      }
      case 'list':
        return does(() => {
          const done = data.createList({ name: `L${pick % 10}` })
          memory.made.lists.add(done.id)
          return done
        })
      case 'relist':
        if (!list) return
        return does(() =>
          data.updateList(
            list.id,
            pick % 2 ? { name: `R${pick % 10}`, color: 'red' } : { archived: !list.archived_at },
          ),
        )
      case 'movelist': {
        const after = among(lists, step.others[0] ?? 0)
        if (list)
          await does(() => data.moveList(list.id, after && after !== list ? after.id : null))
        return
      }
      case 'unlist':
        if (list) await does(() => data.deleteList(list.id, pick % 2 ? 'keep' : 'trash'))
        return
      case 'sync':
        return data.sync()
      case 'break':
        await mend()
        await control.setFaults(step.faults)
        // What comes next happens meanwhile.
        void data.sync()
        await wait(pick % 20)
        return
      case 'mend':
        return mend()
      case 'reload':
        return device.reload(at)
      case 'kill':
        void data.sync()
        await wait(pick % 8)
        return device.kill()
      case 'end':
        await mend()
        return device.end(pick % 2 === 0)
      case 'leave': {
        const before = { ...now }
        await settle([device])
        await device.leave(pick % 2 === 0)
        Object.assign(now, before)
      }
    }
  }

  try {
    for (const device of devices) await device.arrive()
    for (const step of steps) await act(step)
    await settle(devices)
  } catch (error) {
    await control.clearFaults()
    for (const device of devices) device.close()
    throw error
  }
  return { token: one.token(), devices, memory }
}

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

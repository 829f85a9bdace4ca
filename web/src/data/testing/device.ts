// A browser with its tabs: who is signed in there, and what it does when that ends (open-workspace.ts, session.ts).
import { expect } from 'vitest'
import { type Person, signUp } from '../../../../tools/e2e/client.ts'
import type { Data, Send } from '../contract.ts'
import { openData } from '../open.ts'
import { isFailure } from '../sync/failure.ts'
import { signIn, signOut, stored, type TestSession } from './accounts.ts'
import type { Memory } from './model.ts'
import { sendThrough, type Weather } from './network.ts'

interface Deps {
  api: string
  name: string
  /** Whose it is. */
  owner: Person
  weather: Weather
  random: () => number
  memory: Memory
  tabs: number
  /** One that it has from the beginning, else it signs in. */
  session: TestSession | null
}

export function newDevice({ api, name, owner, weather, random, memory, ...deps }: Deps) {
  const tabs: (Data | null)[] = Array.from({ length: deps.tabs }, () => null)
  let { session } = deps
  let isOver = false
  let isGuestNext = false
  const databaseOf = ({ id }: Person) => `duly-data-${id}-${name}`

  function openFor({ id }: Person, send: Send) {
    const isOnline = () => true
    return openData({ userId: `${id}-${name}`, send, timezone: 'UTC', random, isOnline })
  }
  async function open(at: number) {
    const through = sendThrough(api, () => session?.token ?? '', weather, random)
    let data: Data | null = null
    data = await openFor(owner, (request) =>
      through(request).catch((error: unknown) => {
        const isRefused = isFailure(error) && error.status === 401 && error.code !== 'token_expired'
        if (isRefused && data && tabs[at] === data) void leave(at)
        throw error
      }),
    )
    tabs[at] = data
    await expect.poll(() => data?.readiness.get(), { interval: 5, timeout: 10_000 }).toBe('ready')
  }
  /** Not by their wish: what the server has not got waits for them. */
  async function leave(at: number) {
    const data = tabs[at]
    tabs[at] = null
    if (!data) return
    if ((await data.unsent()) > 0) data.close()
    else await data.erase()
  }
  async function forget() {
    const leaving = tabs.splice(0, tabs.length, ...tabs.map(() => null))
    await Promise.all(leaving.map((data) => data?.erase()))
    expect([...(await stored()).keys()]).not.toContain(databaseOf(owner))
  }
  async function endSession() {
    if (session && !isOver) await signOut(api, session)
    isOver = true
  }

  const sent = (data: Data) =>
    expect.poll(() => data.sync().then(data.unsent), { interval: 5, timeout: 10_000 }).toBe(0)

  /** Somebody else has nothing of the owner's, and leaves nothing. */
  async function letGuestIn() {
    isGuestNext = false
    // Another one each time: of one alone the server would hear too much.
    const guest = await signUp(api)
    let inside: TestSession | null = guest
    const data = await openFor(
      guest,
      sendThrough(api, () => inside?.token ?? '', weather, random),
    )
    await expect.poll(() => data.readiness.get(), { interval: 5, timeout: 10_000 }).toBe('ready')
    const { id } = data.create({ title: 'Of the guest' })
    await sent(data)
    expect(data.row(id).get()).toMatchObject({ isPending: false, task: { version: 1 } })
    for (const one of memory.made.tasks) expect(data.row(one).get()).toBeUndefined()
    expect([...data.lists.get(), ...data.archivedLists.get()]).toEqual([])
    const theirs = (await stored()).get(databaseOf(guest))
    expect(theirs).toContain(id)
    for (const one of [...memory.made.tasks, ...memory.made.lists])
      expect(theirs).not.toContain(one)
    data.purge([id])
    await sent(data)
    await data.erase()
    await signOut(api, inside)
    inside = null
    expect([...(await stored()).keys()]).not.toContain(databaseOf(guest))
  }

  const isClosed = (data: Data | null) => {
    const state = data?.state.get()
    return state?.kind === 'trouble' && state.code === 'closed'
  }

  return {
    name,
    tabs,
    token: () => session?.token ?? '',
    /** Whoever comes to where nobody is signed in: the owner, and before them perhaps somebody else. */
    async arrive() {
      for (;;) {
        // Told that another tab has signed out, they load the page again: it may be told while this one opens.
        for (const [at, data] of tabs.entries()) if (isClosed(data)) tabs[at] = null
        if (tabs.every((data) => data !== null)) return
        if (isGuestNext) {
          for (const at of tabs.keys()) await leave(at)
          await letGuestIn()
        }
        if (isOver || !session) session = await signIn(api, owner)
        isOver = false
        for (const [at, data] of tabs.entries()) if (!data) await open(at)
      }
    },
    async reload(at: number) {
      tabs[at]?.close()
      await open(at)
    },
    /** The whole browser, in the middle of whatever it was doing. */
    async kill() {
      for (const data of tabs) data?.close()
      for (const at of tabs.keys()) await open(at)
    },
    /** By their own wish, all tabs at once. */
    async leave(isGuestThen: boolean) {
      await forget()
      await endSession()
      isGuestNext = isGuestThen
    },
    forget,
    /** By the server: tabs hear of it when they ask. */
    async end(isGuestThen: boolean) {
      await endSession()
      isGuestNext = isGuestThen
    },
    close() {
      for (const data of tabs) data?.close()
    },
  }
}

// Tabs of one browser, which hear each other late.
import 'fake-indexeddb/auto'
import { describe, expect, vi } from 'vitest'
import { channelName } from '../storage/names.ts'
import { type Fixtures, it } from '../testing/fixtures.ts'
import { taskOf } from '../testing/task.ts'

describe('two tabs', () => {
  it('hear each other while one of them opens', async ({ ada, open }) => {
    const other = new BroadcastChannel(channelName(`${ada.id}-one`))
    const opening = open()
    // What goes wrong in a listener is nobody's to catch: it fails the run.
    for (let count = 0; count < 20; count += 1) {
      other.postMessage({ kind: 'state', state: { kind: 'saving', waiting: count } })
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
    other.close()
    expect((await opening).readiness.get()).toBe('ready')
  })

  it('show the same, and one continues if the other is closed', async ({ open, serverTasks }) => {
    const [one, two] = [await open(), await open()]
    const { id, persisted } = two.create({ title: 'From the second' })
    await persisted
    await expect.poll(() => one.row(id).get()?.task.title).toBe('From the second')
    await expect.poll(async () => (await serverTasks()).length).toBe(1)
    await expect.poll(() => two.row(id).get()?.isPending).toBe(false)
    one.close()
    await two.update([id], { title: 'Alone' }).persisted
    await expect.poll(async () => (await serverTasks())[0]?.title).toBe('Alone')
    await expect.poll(() => two.row(id).get()?.task.version).toBe(2)
  })

  describe.each(['before', 'while', 'after'] as const)(
    '%s the leader writes the commit',
    (when) => {
      const mine = { title: 'Mine', notes: 'mine' }
      const theirs = { title: 'Theirs', notes: 'theirs' }

      async function three(open: Fixtures['open']) {
        const [leader, follower, elsewhere] = [await open(), await open(), await open('elsewhere')]
        const { id } = leader.create({ title: 'Call', notes: 'n' })
        await leader.sync()
        await elsewhere.sync()
        return { leader, follower, elsewhere, id }
      }
      /** With a question about both fields. */
      async function inConflict(open: Fixtures['open']) {
        const all = await three(open)
        const { follower, elsewhere, id } = all
        elsewhere.update([id], theirs)
        await elsewhere.sync()
        await follower.update([id], mine).persisted
        await expect.poll(() => follower.row(id).get()?.conflict?.kind).toBe('fields')
        return all
      }
      type All = Awaited<ReturnType<typeof three>>
      /** Something is done here as the leader hears what was done elsewhere; and they hear of each other. */
      async function meanwhile({ leader, follower }: All, act: () => Promise<void>) {
        const done = atNextCommit(when, act)
        await leader.sync()
        await done
        // Tabs hear each other in order: when this has come back, they have heard it all.
        const other = follower.create({ title: 'Another' })
        await expect.poll(() => follower.row(other.id).get()?.isPending).toBe(false)
      }
      async function asksAndAddsAgain(
        { leader, follower, id }: All,
        serverTasks: Fixtures['serverTasks'],
      ) {
        for (const data of [leader, follower])
          await expect
            .poll(() => data.row(id).get())
            .toMatchObject({ conflict: { kind: 'deleted' }, task: mine })
        await follower.resolve(id, 'mine').persisted
        await expect.poll(() => leader.unsent()).toBe(0)
        expect(await serverTasks()).toContainEqual(expect.objectContaining({ id, ...mine }))
      }

      it.for(['leader', 'follower'] as const)(
        'asks about a task that is gone, whatever the %s answers to what was asked before',
        async (who, { open, serverTasks }) => {
          const all = await inConflict(open)
          const { elsewhere, id } = all
          elsewhere.purge([id])
          await elsewhere.sync()
          await meanwhile(all, () => all[who].resolve(id, { title: 'mine' }).persisted)
          await asksAndAddsAgain(all, serverTasks)
        },
      )

      it('has a conflict if one deletes a task that the other edits', async ({
        open,
        serverTasks,
      }) => {
        const all = await three(open)
        const { follower, elsewhere, id } = all
        elsewhere.purge([id])
        await elsewhere.sync()
        const over = taskOf({ id, title: 'Call', notes: 'n' })
        await meanwhile(all, () => follower.write(over, mine).persisted)
        await asksAndAddsAgain(all, serverTasks)
      })

      it.for([
        ['leader', 'mine', mine],
        ['follower', 'mine', mine],
        ['leader', 'theirs', theirs],
        ['follower', 'theirs', theirs],
      ] as const)(
        'takes the answer of the %s, or asks again: %s',
        async ([who, answer, outcome], { open, serverTasks }) => {
          const all = await inConflict(open)
          const { leader, follower, elsewhere, id } = all
          // Of another field: what is asked stays the same, and is written down again.
          elsewhere.update([id], { priority: 2 })
          await elsewhere.sync()
          await meanwhile(all, () => all[who].resolve(id, answer).persisted)
          // What the leader had begun to write down before it heard of the answer comes after it.
          if (when === 'before' && leader.row(id).get()?.conflict) {
            await expect.poll(() => follower.row(id).get()?.conflict?.kind).toBe('fields')
            await all[who].resolve(id, answer).persisted
          }
          for (const data of [leader, follower]) {
            await expect.poll(() => data.row(id).get()?.isPending).toBe(false)
            expect(data.row(id).get()).toMatchObject({ conflict: null, task: outcome })
            expect(await data.unsent()).toBe(0)
          }
          expect(await serverTasks()).toContainEqual(
            expect.objectContaining({ id, ...outcome, priority: 2 }),
          )
        },
      )
    },
  )
})

/** Does something as a leader writes down what the server has said. */
function atNextCommit(when: 'before' | 'while' | 'after', act: () => Promise<unknown>) {
  const begin = IDBDatabase.prototype.transaction
  return new Promise((resolve) => {
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...args
    ) {
      const isCommit = [...args[0]].includes('buckets') && args[1] === 'readwrite'
      if (isCommit) spy.mockRestore()
      const acts = () => resolve(act())
      if (isCommit && when === 'before') acts()
      const transaction = begin.apply(this, args)
      if (isCommit && when === 'while') acts()
      if (isCommit && when === 'after') transaction.addEventListener('complete', acts)
      return transaction
    })
  })
}

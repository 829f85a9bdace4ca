// What a person does: shown at once, written down in the same moment, and then the leader's.

import type { cell } from '../../state/atom.ts'
import type { Late } from '../../state/lazy.ts'
import type { answered } from '../conflicts/resolve.ts'
import type { Answer, Done, SyncState } from '../contract.ts'
import { promised } from '../promised.ts'
import type { Settled } from '../storage/commit.ts'
import type { Writes } from '../storage/indexed-db-writes.ts'
import type { Changed, World } from '../store/optimistic-store.ts'
import { asFailure } from '../sync/failure.ts'
import type { exchangeOf } from '../sync/sync-loop.ts'
import type { Message } from '../tabs/channel.ts'
import type { Entry } from './mutation.ts'
import type { Outbox } from './outbox.ts'
import { nothing, type Plan } from './undoable.ts'

interface Deps {
  world: World
  outbox: Outbox
  hands: Late<{ answered: typeof answered; writes: Writes }>
  isForgetful: boolean
  isClosed: () => boolean
  state: ReturnType<typeof cell<SyncState>>
  show: (changed: Changed) => void
  replay: () => void
  take: (said: Pick<Settled, 'put' | 'settled'>) => void
  hear: (act: () => void) => void
  tell: (message: Message) => void
  pace: ReturnType<typeof exchangeOf>
  now: () => Date
}

export function performingOf(deps: Deps) {
  const { world, outbox, hands, state, show, replay, take, hear, tell, pace, now, isClosed } = deps

  function perform(plan: Plan): Done {
    const { edits, inverse } = plan
    const undo = () => perform(inverse())
    if (edits.length === 0) return { kept: Promise.resolve(), undo }
    const added = outbox.add(edits, plan.held)
    show(world.add(added))
    if (state.get().kind === 'saved') state.set({ kind: 'saving', waiting: edits.length })
    return { kept: tracked(write(added)), undo }
  }

  let writing: Promise<unknown> = Promise.resolve()
  function tracked(keeping: Promise<void>) {
    writing = Promise.allSettled([writing, keeping]).then(() => {})
    return keeping
  }

  async function write(added: readonly Entry[]) {
    const adding = hands.ready().then(({ writes }) => writes.add(added))
    const keys = await adding.catch((error: unknown) => {
      const { code, detail } = asFailure(error)
      state.set({ kind: 'trouble', waiting: outbox.all().length, code, detail, retryAt: null })
      throw error
    })
    const written = added.map((entry, at): Entry => ({ ...entry, key: keys[at] ?? entry.key }))
    hear(() => {
      if (!outbox.name(added, written)) replay()
    })
    tell({ kind: 'edits', entries: written })
    pace.soon()
    if (deps.isForgetful) throw new Error('This browser keeps nothing.')
  }

  /** What is held is on no way to the server: whichever tab asks may say what becomes of it. */
  function resolve(id: string, answer: Answer): Done {
    const there = hands.now()
    if (!there) return promised(hands.eventually(isClosed).then(() => resolve(id, answer)))
    const waiting = outbox.written().filter(({ edit }) => edit.id === id)
    const { put, settled, edits } = there.answered(waiting, answer, world, now().toISOString())
    hear(() => take({ put, settled }))
    const amended = there.writes.amend({ put, settled }).then((written) => {
      // What the leader has written down in between is older.
      hear(() => take({ put: written, settled }))
      tell({ kind: 'amended', put: written, settled })
      void pace.now()
    })
    const { kept: added } = perform({ edits, inverse: () => nothing })
    const both = Promise.all([amended, added]).then(() => {})
    return { kept: tracked(both), undo: () => perform(nothing) }
  }

  return {
    perform,
    resolve,
    /** Resolves when all that was on its way to the disk has come there. */
    written: () => writing,
  }
}

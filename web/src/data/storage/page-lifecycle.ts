// What is kept when the page rests, and when it is left.

import type { Calendar } from '../../../../worker/domain/task-views.ts'
import type { Outbox } from '../mutations/outbox.ts'
import type { World } from '../store/optimistic-store.ts'
import { firstScreen } from './boot-snapshot.ts'
import type { Writes } from './indexed-db-writes.ts'
import { unwrittenOf } from './unload-backup.ts'

/** From the last change on, in ms: what the next start shows first need not be kept between two key presses. */
const rest = 200
const idle: (act: () => void) => void = globalThis.requestIdleCallback ?? setTimeout
const turns = ['pagehide', 'pageshow'] as const

interface Deps {
  userId: string
  world: World
  outbox: Outbox
  calendar: () => Calendar
  writes: Writes
  leads: () => boolean
}

export function keepingOf({ userId, world, outbox, calendar, writes, leads }: Deps) {
  const unwritten = unwrittenOf(userId)
  let resting: ReturnType<typeof setTimeout> | undefined

  function keepFirstScreen() {
    if (resting === undefined) return
    clearTimeout(resting)
    resting = undefined
    if (leads()) void writes.keepSnapshot(firstScreen(world, calendar())).catch(() => {})
  }

  function onTurn({ type }: Event) {
    if (type === 'pagehide') {
      unwritten.keep(outbox.unwritten().map(({ edit }) => edit))
      keepFirstScreen()
    }
    // A page that comes back has it all.
    else unwritten.keep([])
  }
  for (const turn of turns) globalThis.addEventListener?.(turn, onTurn)

  return {
    recover: unwritten.recover,
    changed() {
      clearTimeout(resting)
      resting = setTimeout(() => idle(keepFirstScreen), rest)
    },
    close() {
      clearTimeout(resting)
      resting = undefined
      for (const turn of turns) globalThis.removeEventListener?.(turn, onTurn)
    },
  }
}

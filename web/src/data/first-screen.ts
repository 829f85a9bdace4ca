import type { Data } from './contract.ts'
import type { Snapshot } from './kept.ts'
import type { World } from './world.ts'

const most = 20_000

/** What is to be on the screen before everything is read: of Today and the Inbox so much as is read at once. */
export function firstScreen(world: World, view: Data['view']): Snapshot {
  const tasks = []
  let size = 0
  for (const kind of ['today', 'inbox'] as const) {
    for (const id of view({ kind }).get()) {
      const task = world.task(id)
      if (!task) continue
      size += JSON.stringify(task).length
      if (size > most) return { tasks, lists: [] }
      tasks.push(task)
    }
  }
  return { tasks, lists: [...world.lists()].slice(0, 50) }
}

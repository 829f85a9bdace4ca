// What a person does, from the first moment on: what edits do comes a little later, and is waited for.

import type { Data, MutationResult } from './contract.ts'
import type { taskActions } from './mutations/task-actions.ts'
import type { Undoable } from './mutations/undoable.ts'
import { promisedResult } from './promised.ts'

type Commands = ReturnType<typeof taskActions>
type Making = 'create' | 'createList'

interface Deps {
  /** Null until they are there. */
  commands: () => Commands | null
  ready: () => Promise<Commands>
  mutate: (plan: Undoable) => MutationResult
}

export function queuedActions({ commands, ready, mutate }: Deps) {
  function soon(act: (commands: Commands) => MutationResult): MutationResult {
    const there = commands()
    return there ? act(there) : promisedResult(held(ready().then(act)))
  }
  /** Its id is known at once, and to be sorted by time where it can be made so. */
  function made(plan: (commands: Commands, id?: string) => Undoable & { id: string }) {
    const there = commands()
    if (!there) {
      const id = crypto.randomUUID()
      return { id, ...soon((them) => mutate(plan(them, id))) }
    }
    const planned = plan(there)
    return { id: planned.id, ...mutate(planned) }
  }
  const doing =
    <Name extends Exclude<keyof Commands, Making>>(name: Name) =>
    (...args: Parameters<Commands[Name]>): MutationResult =>
      soon((them) => mutate((them[name] as (...given: typeof args) => Undoable)(...args)))

  return {
    create: (fields, place) => made((them, id) => them.create(fields, place, id)),
    createList: (fields) => made((them, id) => them.createList(fields, id)),
    update: doing('update'),
    write: doing('write'),
    complete: doing('complete'),
    reopen: doing('reopen'),
    trash: doing('trash'),
    restore: doing('restore'),
    purge: doing('purge'),
    move: doing('move'),
    updateList: doing('updateList'),
    moveList: doing('moveList'),
    deleteList: doing('deleteList'),
  } satisfies Partial<Data>
}

/** What waits is nowhere but in this page: whoever leaves it is asked. */
function held<T>(waiting: Promise<T>): Promise<T> {
  const ask = (event: Event) => event.preventDefault()
  globalThis.addEventListener?.('beforeunload', ask)
  return waiting.finally(() => globalThis.removeEventListener?.('beforeunload', ask))
}

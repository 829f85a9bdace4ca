// What a person does, from the first moment on: what edits do comes a little later, and is waited for.

import type { Data, Done } from './contract.ts'
import type { commandsOn } from './mutations/task-actions.ts'
import type { Plan } from './mutations/undoable.ts'
import { promised } from './promised.ts'

type Commands = ReturnType<typeof commandsOn>
type Making = 'create' | 'createList'

interface Deps {
  /** Null until they are there. */
  commands: () => Commands | null
  ready: () => Promise<Commands>
  perform: (plan: Plan) => Done
}

export function doingBy({ commands, ready, perform }: Deps) {
  function soon(act: (commands: Commands) => Done): Done {
    const there = commands()
    return there ? act(there) : promised(held(ready().then(act)))
  }
  /** Its id is known at once, and to be sorted by time where it can be made so. */
  function made(plan: (commands: Commands, id?: string) => Plan & { id: string }) {
    const there = commands()
    if (!there) {
      const id = crypto.randomUUID()
      return { id, ...soon((them) => perform(plan(them, id))) }
    }
    const planned = plan(there)
    return { id: planned.id, ...perform(planned) }
  }
  const doing =
    <Name extends Exclude<keyof Commands, Making>>(name: Name) =>
    (...args: Parameters<Commands[Name]>): Done =>
      soon((them) => perform((them[name] as (...given: typeof args) => Plan)(...args)))

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

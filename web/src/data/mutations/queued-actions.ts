// Actions from the first moment on: those made before the engine's chunk has arrived wait for it.
import type { Lazy } from '../../state/lazy.ts'
import type { Data, MutationResult } from '../contract.ts'
import type { Engine } from '../engine.ts'
import type { TaskActions } from './task-actions.ts'
import type { Undoable } from './undoable.ts'

type Making = 'create' | 'createList'

/** @param isClosed whether nobody needs the engine any more */
export function queuedActions(engine: Lazy<Engine>, isClosed: () => boolean) {
  function act(run: (engine: Engine) => MutationResult): MutationResult {
    const there = engine.now()
    return there ? run(there) : promisedResult(guardUnload(engine.eventually(isClosed).then(run)))
  }
  /** The id is known at once. Only one that the engine makes sorts by time. */
  function make(plan: (actions: TaskActions, id?: string) => Undoable & { id: string }) {
    const there = engine.now()
    if (!there) {
      const id = crypto.randomUUID()
      return { id, ...act(({ actions, mutate }) => mutate(plan(actions, id))) }
    }
    const planned = plan(there.actions)
    return { id: planned.id, ...there.mutate(planned) }
  }
  const action =
    <Name extends Exclude<keyof TaskActions, Making>>(name: Name) =>
    (...args: Parameters<TaskActions[Name]>): MutationResult =>
      act(({ actions, mutate }) =>
        mutate((actions[name] as (...given: typeof args) => Undoable)(...args)),
      )

  return {
    create: (fields, place) => make((actions, id) => actions.create(fields, place, id)),
    createList: (fields) => make((actions, id) => actions.createList(fields, id)),
    update: action('update'),
    write: action('write'),
    complete: action('complete'),
    reopen: action('reopen'),
    trash: action('trash'),
    restore: action('restore'),
    purge: action('purge'),
    move: action('move'),
    updateList: action('updateList'),
    moveList: action('moveList'),
    deleteList: action('deleteList'),
    resolve: (id, resolution) => act((there) => there.resolve(id, resolution)),
  } satisfies Partial<Data>
}

/** The result of an action that has not been made yet. */
function promisedResult(coming: Promise<MutationResult>): MutationResult {
  const persisted = coming.then((result) => result.persisted)
  persisted.catch(() => {})
  return { persisted, undo: () => promisedResult(coming.then((result) => result.undo())) }
}

/** Has the browser ask before the page is left: what waits here is stored nowhere. */
function guardUnload<T>(waiting: Promise<T>): Promise<T> {
  const ask = (event: Event) => event.preventDefault()
  globalThis.addEventListener?.('beforeunload', ask)
  return waiting.finally(() => globalThis.removeEventListener?.('beforeunload', ask))
}

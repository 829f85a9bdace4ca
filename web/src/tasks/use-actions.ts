import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../ui/announcer.tsx'
import { isChanged } from './drafts.ts'
import { focusTask } from './focus.ts'
import type { TaskStore } from './store.ts'

/** Something done that can be undone. */
type Step = { serial: number; did: string; undo: () => void; undone: string; id: string }

export type Actions = {
  complete: (id: string) => void
  reopen: (id: string) => void
  remove: (id: string) => void
  /** Closes the editor of a task without saving what is in it. */
  cancel: (id: string) => void
}

export const ActionsContext = createContext<Actions | null>(null)

export function useActions(): Actions {
  const actions = useContext(ActionsContext)
  if (!actions) throw new TypeError('Tasks are shown outside of the dashboard')
  return actions
}

const deepest = 100

/** What can be done to a task, each with its way back. */
export function useHistory(store: TaskStore) {
  const steps = useRef<Step[]>([])
  const serial = useRef(0)
  const [last, setLast] = useState<Step | null>(null)

  const actions = useMemo<Actions>(() => {
    function did(id: string, verb: string, undo: () => void, undone: string) {
      const title = store.row(id)?.task.title ?? ''
      serial.current += 1
      const step = { serial: serial.current, id, did: `${verb} “${title}”`, undo, undone }
      steps.current = [...steps.current, step].slice(-deepest)
      setLast(step)
      announce(step.did)
    }
    return {
      complete(id) {
        store.complete(id)
        did(id, 'Completed', () => store.reopen(id), 'Reopened')
      },
      reopen(id) {
        store.reopen(id)
        did(id, 'Reopened', () => store.complete(id), 'Completed again')
      },
      remove(id) {
        const typed = store.stopEditing(id)
        store.remove(id)
        const restore = () => {
          store.restore(id)
          if (typed && isChanged(typed)) store.startEditing(id, typed)
        }
        did(id, 'Deleted', restore, 'Restored')
      },
      cancel(id) {
        const typed = store.stopEditing(id)
        if (!typed || !isChanged(typed)) return
        const reopen = () => store.startEditing(id, typed)
        did(id, 'Discarded the changes to', reopen, 'Reopened the changes to')
      },
    }
  }, [store])

  /** Takes back the latest step; answers false where there is none. */
  const undo = useCallback(() => {
    const step = steps.current.pop()
    if (!step) return false
    flushSync(() => {
      step.undo()
      setLast(null)
    })
    announce(`${step.undone} “${store.row(step.id)?.task.title ?? ''}”`)
    focusTask(step.id)
    return true
  }, [store])

  return { actions, last, undo, forgetLast: useCallback(() => setLast(null), []) }
}

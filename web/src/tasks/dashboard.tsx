import { type ReactNode, useEffect, useEffectEvent } from 'react'
import type { Api } from '../api.ts'
import { Announcer } from '../ui/announcer.tsx'
import { Heading } from '../ui/heading.tsx'
import { Shell } from '../ui/shell.tsx'
import { Toast } from '../ui/toast.tsx'
import { AddTask } from './add-task.tsx'
import { DoneTasks } from './done-tasks.tsx'
import { OpenTasks } from './open-tasks.tsx'
import { unsavedCount } from './overview.ts'
import { loadRules } from './rules.ts'
import { SaveState, SaveTrouble } from './save-state.tsx'
import type { TaskStore } from './store.ts'
import { storeOf } from './store-of.ts'
import { ActionsContext, useHistory } from './use-actions.ts'
import { StoreContext } from './use-store.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

type Props = {
  api: Api
  accountBar: (mayLeave: () => boolean) => ReactNode
  /** The tasks are there; what can wait may come now. */
  onReady: () => void
}

export default function Dashboard({ api, accountBar, onReady }: Props) {
  const store = storeOf(api)
  const { actions, last, undo, forgetLast } = useHistory(store)
  useFreshness(store, onReady)
  useUndoKey(undo)

  return (
    <StoreContext value={store}>
      <ActionsContext value={actions}>
        <Shell aside={accountBar(() => mayLeave(store))}>
          <div className="flex flex-col gap-4">
            <div className="flex items-baseline justify-between gap-4">
              <Heading title="Tasks" />
              <SaveState />
            </div>
            <SaveTrouble />
            <AddTask />
            <OpenTasks />
          </div>
          <DoneTasks />
          {last && (
            <Toast
              key={last.serial}
              text={last.did}
              action="Undo"
              keys={isMac ? '⌘Z' : 'Ctrl+Z'}
              onAction={undo}
              onGone={forgetLast}
            />
          )}
          <Announcer />
        </Shell>
      </ActionsContext>
    </StoreContext>
  )
}

function mayLeave(store: TaskStore): boolean {
  const count = unsavedCount(store.overview())
  const what = count === 1 ? 'One change is' : `${count} changes are`
  return count === 0 || confirm(`${what} not saved yet. Sign out and lose that?`)
}

/** Reads the tasks now, and again whenever the person or the network comes back. */
function useFreshness(store: TaskStore, onReady: () => void) {
  const ready = useEffectEvent(onReady)
  useEffect(() => {
    function refresh() {
      store.retry()
      if (document.visibilityState === 'visible') void store.load('inbox')
    }
    store.retry()
    void store.load('inbox').then(() => {
      ready()
      return loadRules()
    })
    document.addEventListener('visibilitychange', refresh)
    addEventListener('online', refresh)
    return () => {
      document.removeEventListener('visibilitychange', refresh)
      removeEventListener('online', refresh)
    }
  }, [store])
}

/** Ctrl+Z or Cmd+Z, unless it is meant for text that is being written. */
function useUndoKey(undo: () => boolean) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'z' || event.shiftKey || event.altKey) return
      if (!(isMac ? event.metaKey : event.ctrlKey) || isWriting(event.target)) return
      if (undo()) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [undo])
}

/** An empty field has nothing of its own to undo. */
const isWriting = (target: EventTarget | null) =>
  (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.value !== '') ||
  target instanceof HTMLTextAreaElement

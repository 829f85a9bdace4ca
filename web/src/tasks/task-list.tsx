import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import { dueDay } from '../../../worker/domain/due.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import * as preferences from '../preferences.ts'
import { deferred } from '../ui/lazy-route.ts'
import { usePainted } from '../ui/use-painted.ts'
import { useOpenTask } from '../use-open-task.ts'
import { useToday } from '../use-today.ts'
import { useWorkspace } from '../workspace.ts'
import { itemsOf } from './day-groups.ts'
import { withLeaving } from './exit-animation.ts'
import { createListState, ListStateContext } from './list-state.ts'
import type { ViewPage } from './pages.ts'
import { TaskRows } from './rows.tsx'
import { TaskRow } from './task-row.tsx'
import { useActions } from './use-actions.ts'
import { useDrag } from './use-drag.ts'
import { useRowFocus } from './use-row-focus.ts'

/** Shortcuts and bulk actions, loaded once the rows are shown. */
const RowActions = deferred(() => import('./row-actions.tsx'))

type Props = {
  page: ViewPage
  ids: readonly string[]
  /** Another list has the shortcuts. */
  isSecond?: boolean
}

/** The rows of a view, by pointer or keyboard, singly or several at once. */
export function TaskList({ page, ids, isSecond = false }: Props) {
  const { data, subject } = useWorkspace()
  const today = useToday()
  const isPainted = usePainted(true)
  const openTask = useOpenTask()
  const state = useMemo(createListState, [])
  const { selection, settling, active } = state
  const { complete, reopen } = useActions()
  const leaving = useSyncExternalStore(settling.subscribe, settling.get)
  const shown = useMemo(() => withLeaving(ids, leaving), [ids, leaving])
  const items = useMemo(() => {
    const zone = preferences.timeZone()
    const dayOf = (id: string) => {
      const task = data.row(id).get()?.task
      return (task && dueDay(task, zone)) ?? ''
    }
    return itemsOf(shown, page.groups, { dayOf, today })
  }, [data, shown, page.groups, today])
  const latest = useRef(ids)
  useLayoutEffect(() => {
    latest.current = ids
  })
  // A stable function, so that rows render only for their own changes.
  const current = useCallback(() => latest.current, [])
  const check = useCallback(
    ({ id, completed_at }: Task) => {
      if (completed_at !== null) return reopen([id])
      settling.begin([id], current())
      complete([id])
    },
    [current, settling, complete, reopen],
  )
  const { rows, handlers, step } = useRowFocus(items, state)

  useEffect(() => selection.keep(ids), [selection, ids])
  useEffect(() => {
    if (isSecond) return
    function tell() {
      const chosen = [...selection.get()]
      const one = active.get() ?? openTask.id
      subject.set(chosen.length > 0 ? chosen : one ? [one] : [])
    }
    tell()
    const leave = [selection.subscribe(tell), active.subscribe(tell)]
    return () => {
      for (const each of leave) each()
      subject.set([])
    }
  }, [selection, active, subject, openTask.id, isSecond])
  const drag = useDrag({ isOrdered: page.isOrdered, ids: current })

  const hasPlace = page.view.kind !== 'list' && page.view.kind !== 'inbox'
  return (
    <ListStateContext value={state}>
      <div {...handlers} {...drag}>
        <TaskRows label={page.title} items={items} active={active} handle={rows}>
          {(item) =>
            item.kind === 'heading' ? (
              <h2
                className={`flex items-baseline gap-2 pt-6 pb-1 text-13 font-medium ${item.isLate ? 'text-alarm' : 'text-soft'}`}
              >
                {item.title}
                <span className="tabular-nums">{item.count}</span>
              </h2>
            ) : (
              <TaskRow
                id={item.key}
                today={today}
                hasPlace={hasPlace}
                told={page.groups === 'days' ? 'every' : page.groups === 'today' ? 'today' : 'none'}
                ids={current}
                onCheck={check}
                onOpen={openTask.open}
              />
            )
          }
        </TaskRows>
      </div>
      {isPainted && (
        <RowActions
          {...{ page, items, rows, state, step, isSecond }}
          ids={current}
          onOpen={openTask.open}
        />
      )}
    </ListStateContext>
  )
}

import { type FocusEvent, useLayoutEffect, useRef } from 'react'

export const newTaskField = 'new-task'

export const focusNewTask = () => document.getElementById(newTaskField)?.focus()

/** Puts the focus on a task where it is shown, else where new ones are written. */
export function focusTask(id: string): void {
  const row = document.querySelector(`[data-task="${id}"]`)
  const place = titleField(row) ?? row?.querySelector<HTMLElement>('[data-control="check"]')
  if (place) place.focus()
  else focusNewTask()
}

/** Where the title of a task is typed, if its editor is open. */
const titleField = (row: Element | null) => row?.querySelector<HTMLElement>('form [name="title"]')

/** When the task with the focus leaves a list, the next one gets it: it never falls to the page. */
export function useFocusKeeper(ids: readonly string[]) {
  const before = useRef(ids)
  const held = useRef<{ id: string; control: string } | null>(null)

  useLayoutEffect(() => {
    const last = held.current
    const index = last ? before.current.indexOf(last.id) : -1
    before.current = ids
    if (!last || index < 0 || ids.includes(last.id)) return
    held.current = null
    if (document.activeElement !== document.body) return
    const heir = ids[Math.min(index, ids.length - 1)]
    const control = `[data-task="${heir}"] [data-control="${last.control}"]`
    const next = document.querySelector<HTMLElement>(control)
    if (next) next.focus()
    else focusTask(heir ?? '')
  }, [ids])

  return {
    onFocus({ target }: FocusEvent) {
      const id = target.closest<HTMLElement>('[data-task]')?.dataset.task
      const control = target.closest<HTMLElement>('[data-control]')?.dataset.control ?? 'title'
      held.current = id ? { id, control } : null
    },
    onBlur({ target, relatedTarget }: FocusEvent) {
      // Left on purpose, not because the task went away.
      if (relatedTarget === null && target.isConnected) queueMicrotask(() => forget(target))
      else if (relatedTarget) held.current = null
    },
  }

  function forget(target: Element) {
    if (target.isConnected) held.current = null
  }
}

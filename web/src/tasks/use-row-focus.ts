import { type FocusEvent, type RefObject, useCallback, useLayoutEffect, useRef } from 'react'
import { focusPage } from '../ui/new-task-field.ts'
import type { Item } from './day-groups.ts'
import type { ListState } from './list-state.ts'
import type { RowsHandle } from './rows-props.ts'

const frames = 30

/** Tracks the focused row, moves between rows by keyboard, and passes the focus on when a row leaves. */
export function useRowFocus(items: readonly Item[], state: ListState) {
  const rows = useRef<RowsHandle>(null)
  const frame = useRef<HTMLDivElement>(null)
  const held = useRef<{ id: string; index: number; control: string } | null>(null)
  const latest = useRef(items)
  useLayoutEffect(() => {
    latest.current = items
  })

  const focus = useCallback((index: number, control = 'title') => {
    const item = latest.current[index]
    if (item?.kind !== 'task') return false
    if (focusIn(frame, item.key, control)) return true
    rows.current?.reach(index)
    later(() => focusIn(frame, item.key, control), frames)
    return true
  }, [])

  /** Moves to the next task row in this direction. */
  const step = useCallback(
    (by: 1 | -1, control?: string) => {
      const { active } = state
      const all = latest.current
      const at = all.findIndex(({ key }) => key === active.get())
      let index = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by
      while (all[index]?.kind === 'heading') index += by
      return focus(index, control)
    },
    [focus, state],
  )

  useLayoutEffect(() => {
    const lost = held.current
    if (!lost || document.activeElement !== document.body) return
    const index = items.findIndex(({ key }) => key === lost.id)
    const wanted = index >= 0 ? index : Math.min(lost.index, items.length - 1)
    const heirs = [wanted, wanted + 1, wanted - 1]
    if (!heirs.some((heir) => focus(heir, lost.control))) {
      held.current = null
      focusPage()
    }
  }, [items, focus])

  const handlers = {
    ref: frame,
    onFocus({ target }: FocusEvent<HTMLElement>) {
      const id = target.closest<HTMLElement>('[data-task]')?.dataset.task
      if (!id) return
      const index = latest.current.findIndex(({ key }) => key === id)
      held.current = { id, index, control: target.dataset.control ?? 'title' }
      state.active.set(id)
    },
    onBlur({ target, relatedTarget }: FocusEvent) {
      // The user left on purpose; the task did not disappear.
      if (relatedTarget) held.current = null
      else queueMicrotask(() => target.isConnected && document.hasFocus() && forget(target))
    },
  }
  function forget(target: Element) {
    if (document.activeElement !== target) held.current = null
  }
  return { rows, handlers, focus, step }
}

function focusIn(frame: RefObject<HTMLElement | null>, id: string, control: string): boolean {
  const row = frame.current?.querySelector(`[data-task="${CSS.escape(id)}"]`)
  const target = row?.querySelector<HTMLElement>(`[data-control=${control}]`)
  target?.focus()
  target?.scrollIntoView({ block: 'nearest' })
  return target != null
}

function later(act: () => boolean, times: number): void {
  requestAnimationFrame(() => {
    if (!act() && times > 0) later(act, times - 1)
  })
}

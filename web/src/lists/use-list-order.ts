import { type FocusEvent, type PointerEvent, useEffect, useLayoutEffect, useRef } from 'react'
import type { List } from '../../../worker/lists/schema.ts'
import { useListActions } from './use-list-actions.ts'

/** Reorders lists by pointer, with code that loads when one comes near, and by keyboard, keeping the focus. */
export function useListOrder(lists: readonly List[]) {
  const { place } = useListActions()
  const frame = useRef<HTMLDivElement>(null)
  const held = useRef<string | null>(null)
  const leave = useRef<(() => void) | null>(null)
  const isLoading = useRef(false)
  const latest = useRef(lists)
  // An element that moves within the page loses the focus.
  useLayoutEffect(() => {
    latest.current = lists
    if (!held.current || document.activeElement !== document.body) return
    frame.current?.querySelector<HTMLElement>(`[data-list="${held.current}"] > a`)?.focus()
  }, [lists])
  useEffect(() => () => leave.current?.(), [])

  return {
    ref: frame,
    onFocus({ target }: FocusEvent<HTMLElement>) {
      held.current = target.closest<HTMLElement>('[data-list]')?.dataset.list ?? null
    },
    onBlur({ target, relatedTarget }: FocusEvent) {
      // The user left on purpose; the element did not just move.
      if (relatedTarget) held.current = null
      else
        queueMicrotask(() => {
          if (document.hasFocus() && document.activeElement === document.body && target.isConnected)
            held.current = null
        })
    },
    async onPointerEnter({ currentTarget, pointerType }: PointerEvent<HTMLElement>) {
      if (isLoading.current || pointerType === 'touch') return
      isLoading.current = true
      const drag = await import('../ui/drag-rows.ts').catch(() => null)
      // Without a network, the code may load another time.
      if (!drag) isLoading.current = false
      if (!drag || !currentTarget.isConnected) return
      leave.current = drag.dragRows({
        frame: currentTarget,
        kind: 'list',
        ids: () => latest.current.map(({ id }) => id),
        onMove(id, afterId) {
          const list = latest.current.find((one) => one.id === id)
          if (list) place(list, afterId)
        },
      })
    },
  }
}

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { focusPage } from '../ui/new-task-field.ts'

/**
 * Moves the focus into the panel when it opens; when it closes, moves it back to where it was, to the task's row, or to
 * the page.
 */
export function useFocusInside(frame: RefObject<HTMLElement | null>, id: string): void {
  const before = useRef<Element | null>(null)
  useEffect(() => {
    before.current = document.activeElement
    frame.current?.focus({ preventScroll: true })
  }, [frame])
  useLayoutEffect(() => {
    const element = frame.current
    return () => {
      // Checks before the panel leaves the page, acts once it has left.
      if (element?.contains(document.activeElement)) queueMicrotask(goBack)
    }

    function goBack() {
      if (document.activeElement !== document.body) return
      const row = document.querySelector<HTMLElement>(
        `[data-task="${CSS.escape(id)}"] [data-control=title]`,
      )
      const focusFallback = before.current?.isConnected ? before.current : row
      if (focusFallback instanceof HTMLElement) focusFallback.focus()
      if (document.activeElement === document.body) focusPage()
    }
  }, [frame, id])
}

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { focusPage } from '../ui/new-task-field.ts'

/** The focus comes in when the panel opens; when it closes, it goes back to where it was, to the task's row, or the page's. */
export function useFocusInside(frame: RefObject<HTMLElement | null>, id: string): void {
  const before = useRef<Element | null>(null)
  useEffect(() => {
    before.current = document.activeElement
    frame.current?.focus({ preventScroll: true })
  }, [frame])
  useLayoutEffect(() => {
    const element = frame.current
    return () => {
      // Asked before the panel leaves the page, done once it has left.
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

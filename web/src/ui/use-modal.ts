import { type SyntheticEvent, useLayoutEffect, useRef, useSyncExternalStore } from 'react'

let open: readonly HTMLElement[] = []
const listeners = new Set<() => void>()

/** A modal dialog, open while it is rendered. It returns the focus when it closes; Escape requests that. */
export function useModal(onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    dialog.showModal()
    become([...open, dialog])
    return () => {
      // Closes while it is still in the page, because only then does the browser return the focus.
      dialog.close()
      become(open.filter((one) => one !== dialog))
    }
  }, [])
  return {
    ref,
    tabIndex: -1,
    onCancel(event: SyntheticEvent) {
      event.preventDefault()
      onClose()
    },
  }
}

/** The topmost modal: nothing outside of it can be pressed. */
export const useTopModal = (): HTMLElement | null =>
  useSyncExternalStore(subscribe, () => open.at(-1) ?? null)

function become(next: typeof open) {
  open = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

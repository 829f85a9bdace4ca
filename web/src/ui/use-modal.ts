import { type SyntheticEvent, useLayoutEffect, useRef, useSyncExternalStore } from 'react'

let open: readonly HTMLElement[] = []
const listeners = new Set<() => void>()

/** A dialog over the page: open while it is rendered, it gives the focus back when it goes. Escape asks for its end. */
export function useModal(onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    dialog.showModal()
    become([...open, dialog])
    return () => {
      // Closed while it is still in the page: only then the browser gives the focus back.
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

/** What lies over everything else: nothing outside of it can be pressed. */
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

import { type ReactNode, useSyncExternalStore } from 'react'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { Sheet } from '../ui/sheet.tsx'

const wide = matchMedia('(min-width: 1100px)')
const subscribe = (listener: () => void) => {
  wide.addEventListener('change', listener)
  return () => wide.removeEventListener('change', listener)
}

/** Beside the list if there is room, else over it. */
export default function DetailSlot({
  onClose,
  children,
}: {
  onClose: () => void
  children: ReactNode
}) {
  const isWide = useSyncExternalStore(subscribe, () => wide.matches)
  if (!isWide)
    return (
      <Sheet label="Task" side="right" onClose={() => focusInvalid() || onClose()}>
        {children}
      </Sheet>
    )
  return (
    <aside aria-label="Task" className="w-100 flex-none overflow-y-auto border-line border-l">
      {children}
    </aside>
  )
}

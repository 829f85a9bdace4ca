import type { ReactNode } from 'react'
import { Announcer } from './announcer.tsx'
import { useModal } from './use-modal.ts'

type Props = {
  label: string
  side: 'left' | 'right'
  /** On Escape, or on a click beside it. */
  onClose: () => void
  children: ReactNode
}

const sides = {
  left: 'mr-auto w-[min(18rem,calc(100vw-3rem))] border-r',
  right: 'ml-auto w-[min(32rem,100vw)] border-l',
}

/** A panel over the page, from one side. */
export function Sheet({ label, side, onClose, children }: Props) {
  const modal = useModal(onClose)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keys it is Escape, which a dialog hears as `cancel`.
    <dialog
      {...modal}
      aria-label={label}
      onClick={({ target, currentTarget }) => target === currentTarget && onClose()}
      className={`arrives outline-none my-0 h-dvh max-h-none max-w-none border-line bg-paper p-0 text-14 text-ink backdrop:bg-(--shade) ${sides[side]}`}
    >
      <div className="h-full overflow-y-auto">{children}</div>
      <Announcer />
    </dialog>
  )
}

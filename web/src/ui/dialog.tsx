import { type ReactNode, useId } from 'react'
import { Announcer } from './announcer.tsx'
import { useModal } from './use-modal.ts'

type Props = {
  title: string
  /** On Escape. */
  onClose: () => void
  children: ReactNode
}

/** A dialog over the page. */
export function Dialog({ title, onClose, children }: Props) {
  const modal = useModal(onClose)
  const heading = useId()
  return (
    <dialog
      {...modal}
      aria-labelledby={heading}
      className="arrives outline-none m-auto w-[min(28rem,calc(100vw-2rem))] rounded-one border border-control bg-paper p-5 text-14 text-ink shadow-[0_8px_24px_var(--shade)] backdrop:bg-(--shade)"
    >
      <h2 id={heading} className="mb-4 text-20 font-semibold">
        {title}
      </h2>
      {children}
      <Announcer />
    </dialog>
  )
}

import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Announcer } from './announcer.tsx'

type Props = {
  title: string
  /** Asked for by Escape. */
  onClose: () => void
  children: ReactNode
}

/** A question over the page. It is open while it is rendered, and gives the focus back when it goes. */
export function Dialog({ title, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // Closed while it is still in the page: only then the browser gives the focus back.
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className="arrives m-auto w-[min(28rem,calc(100vw-2rem))] rounded-one border border-control bg-paper p-5 text-14 text-ink shadow-[0_8px_24px_var(--shade)] backdrop:bg-(--shade)"
    >
      <h2 id={heading} className="mb-4 text-20 font-semibold">
        {title}
      </h2>
      {children}
      <Announcer />
    </dialog>
  )
}

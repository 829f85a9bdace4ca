import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { Announcer } from './announcer.tsx'

type Props = {
  label: string
  side: 'left' | 'right'
  /** Asked for by Escape or by a click beside it. */
  onClose: () => void
  children: ReactNode
}

const sides = {
  left: 'mr-auto w-[min(18rem,calc(100vw-3rem))] border-r',
  right: 'ml-auto w-[min(32rem,100vw)] border-l',
}

/** A panel over the page from its side. It is open while it is rendered, and gives the focus back when it goes. */
export function Sheet({ label, side, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keys it is Escape, which a dialog hears as `cancel`.
    <dialog
      ref={ref}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={({ target }) => target === ref.current && onClose()}
      className={`arrives my-0 h-dvh max-h-none max-w-none border-line bg-paper p-0 text-14 text-ink backdrop:bg-(--shade) ${sides[side]}`}
    >
      <div className="h-full overflow-y-auto">{children}</div>
      <Announcer />
    </dialog>
  )
}

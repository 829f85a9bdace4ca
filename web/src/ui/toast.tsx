import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'

type Props = {
  text: string
  action: string
  keys: string
  onAction: () => void
  /** Opens the task it is about, if the page does not show it. */
  onOpen?: (() => void) | undefined
  onGone: () => void
  lifetime?: number
}

/** Shows the last action with its undo, above everything. Its time stops while the pointer or the focus is in it. */
export function Toast({ text, action, keys, onAction, onOpen, onGone, lifetime = 8_000 }: Props) {
  const [held, setHeld] = useState(false)
  const frame = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    // Skips a cover that is just disappearing: the toast renders again without it.
    if (frame.current?.isConnected) frame.current.showPopover()
  }, [])
  const gone = useEffectEvent(onGone)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => gone(), lifetime)
    return () => clearTimeout(timer)
  }, [held, lifetime])
  return (
    <section
      ref={frame}
      popover="manual"
      aria-label="Last action"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="arrives inset-x-4 top-auto bottom-4 mx-auto flex w-auto max-w-md items-center justify-between gap-4 rounded-one border border-control bg-paper py-1.5 text-14 text-ink pr-1.5 pl-4 shadow-[0_8px_24px_var(--shade)]"
    >
      <p className="line-clamp-2 min-w-0 wrap-anywhere">{text}</p>
      <span className="flex flex-none items-center gap-2">
        <kbd className="hidden font-sans text-13 text-soft sm:inline">{keys}</kbd>
        {onOpen && <Button onClick={onOpen}>Open</Button>}
        <Button onClick={onAction}>{action}</Button>
      </span>
    </section>
  )
}

import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { Icon } from './icon.tsx'

type Props = {
  tone: 'trouble' | 'news'
  children: ReactNode
  actions?: ReactNode
  /** Gets the focus when the notice disappears with it. */
  heir?: () => void
}

/** A notice: a coloured edge, a sentence, and actions. */
export function Notice({ tone, children, actions, heir }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  useFocusHeir(frame, heir)
  const colour = tone === 'trouble' ? 'border-alarm text-alarm' : 'border-accent text-accent'
  return (
    <div ref={frame} className={`flex items-start gap-2 border-l-2 py-1 pl-3 text-14 ${colour}`}>
      <span className="mt-0.5">
        <Icon of={tone === 'trouble' ? 'alarm' : 'info'} />
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 text-ink wrap-anywhere">{children}</div>
        {actions && <div className="flex flex-wrap gap-2 text-ink">{actions}</div>}
      </div>
    </div>
  )
}

function useFocusHeir(frame: React.RefObject<HTMLElement | null>, heir: (() => void) | undefined) {
  const latest = useRef(heir)
  useLayoutEffect(() => {
    latest.current = heir
  })
  useLayoutEffect(() => {
    const element = frame.current
    return () => {
      // Checks before the element leaves the page, acts once it has left.
      if (element?.contains(document.activeElement)) queueMicrotask(inherit)
    }

    function inherit() {
      if (document.activeElement === document.body) latest.current?.()
    }
  }, [frame])
}

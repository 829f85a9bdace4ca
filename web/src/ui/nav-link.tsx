import type { KeyboardEvent, ReactNode } from 'react'
import { Link, useLocation } from 'wouter'

type Props = {
  to: string
  /** Shown at its end. */
  count?: ReactNode
  onGo?: (() => void) | undefined
  onKeyDown?: (event: KeyboardEvent) => void
  children: ReactNode
}

/** A place in the sidebar, marked if it is the current one. */
export function NavLink({ to, count, onGo, onKeyDown, children }: Props) {
  const [path] = useLocation()
  return (
    <Link
      to={to}
      onClick={onGo}
      {...(onKeyDown && { onKeyDown })}
      aria-current={path === to || encodeURI(path) === to ? 'page' : undefined}
      className="flex min-h-8 items-center gap-2.5 rounded-one px-2 text-soft hover:bg-surface hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:min-h-11"
    >
      {children}
      {count}
    </Link>
  )
}

/** The number of open tasks; nothing for none. */
export function OpenCount({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="text-13 tabular-nums">
      {count}
      <span className="sr-only"> open</span>
    </span>
  )
}

import type { ReactNode } from 'react'

type Props = {
  term: string
  children: ReactNode
  /** Unfolds below, over the full width. */
  below?: ReactNode
}

/** One property of a task: its term and its value. */
export const Fact = ({ term, children, below }: Props) => (
  <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-start gap-x-2">
    <dt className="py-2 text-13 text-soft pointer-coarse:py-3">{term}</dt>
    <dd className="flex min-h-9 min-w-0 flex-wrap items-center gap-1 pointer-coarse:min-h-11">
      {children}
    </dd>
    {below && <dd className="col-span-2 min-w-0">{below}</dd>}
  </div>
)

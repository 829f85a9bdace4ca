import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** A part of the sidebar that is folded by default. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="flex min-h-8 list-none items-center gap-1 rounded-one px-2 text-13 font-medium text-soft hover:text-ink pointer-coarse:min-h-11">
        {title}
        <ChevronRight
          aria-hidden
          className="size-4 transition-transform duration-150 group-open:rotate-90"
        />
      </summary>
      <ul>{children}</ul>
    </details>
  )
}

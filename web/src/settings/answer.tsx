import type { ReactNode } from 'react'
import { reasonOf } from '../failure-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { focusSection } from './section.tsx'
import type { Loaded } from './use-loaded.ts'

type Props<T> = { of: Loaded<T>; retry: () => void; children: (value: T) => ReactNode }

/** Shows what was loaded, that it is loading, or why it failed. */
export function Answer<T>({ of: loaded, retry, children }: Props<T>) {
  if (loaded.status === 'ready') return children(loaded.value)
  if (loaded.status === 'loading') {
    return (
      <div>
        <p className="sr-only">Loading…</p>
        <div className="arrives-late">
          <ListSkeleton />
        </div>
      </div>
    )
  }
  return (
    <div role="alert">
      <Notice
        tone="trouble"
        heir={focusSection}
        actions={<Button onClick={retry}>Try again</Button>}
      >
        {reasonOf(loaded.failure)}
      </Notice>
    </div>
  )
}

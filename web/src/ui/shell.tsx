import type { ReactNode } from 'react'
import { Mark } from './mark.tsx'

/** Header and one column: the frame of every page for people who are signed in. */
export function Shell({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <>
      <header className="mx-auto max-w-[720px] px-4">
        <div className="flex min-h-12 items-center justify-between gap-4 border-line border-b py-1">
          <Mark />
          {aside}
        </div>
      </header>
      <main className="mx-auto max-w-[720px] px-4 pt-8 pb-32">{children}</main>
    </>
  )
}

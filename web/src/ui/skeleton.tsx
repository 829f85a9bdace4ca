import { Shell } from './shell.tsx'

const widths = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4', 'w-1/2']

/** The shape of a list to come. */
export function ListSkeleton() {
  return (
    <div aria-hidden className="breathes">
      {widths.map((width) => (
        <div
          key={width}
          className="flex h-9 items-center gap-3 border-b border-line px-2.5 pointer-coarse:h-11"
        >
          <span className="size-4.5 rounded-full border border-line" />
          <span className={`h-3 rounded-one bg-line ${width}`} />
        </div>
      ))}
    </div>
  )
}

/** The shape of a page to come. It shows only if the page takes its time. */
export function PageSkeleton() {
  return (
    <Shell>
      <p className="sr-only">Loading…</p>
      <div aria-hidden className="arrives-late flex flex-col gap-4">
        <div className="my-2 h-5 w-24 rounded-one bg-line" />
        <div className="h-10 rounded-one border border-line" />
        <ListSkeleton />
      </div>
    </Shell>
  )
}

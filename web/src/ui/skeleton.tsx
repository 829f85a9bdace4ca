import { Button } from './button.tsx'

const widths = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4', 'w-1/2']

/** A placeholder for a list. */
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

const adding = 'h-10 rounded-one border border-line pointer-coarse:h-11'

/** A placeholder for the form that adds tasks. */
export function AddingToCome() {
  return (
    <div className={adding}>
      <Late />
    </div>
  )
}

/** A placeholder for a page whose code is loading. */
export function ToCome() {
  return (
    <div className="py-8 text-soft">
      <p className="arrives-late">This page is loading…</p>
      <Late />
    </div>
  )
}

/** Appears after a while: a page that is stuck may work after a reload. */
function Late() {
  return (
    <p className="is-late flex items-center justify-between">
      <span className="truncate px-2 text-13 text-soft">Failed to load.</span>
      <Button look="plain" onClick={() => location.reload()}>
        Reload the page
      </Button>
    </p>
  )
}

/** A placeholder for a page. It appears only if the page takes a while. */
export function PageSkeleton() {
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <div className="min-h-12 flex-none md:w-60" />
      <main className="mx-auto w-full max-w-[720px] px-4 pt-4 md:px-6 md:pt-8">
        <p className="sr-only">Loading…</p>
        <div aria-hidden className="arrives-late flex flex-col gap-4">
          <div className="my-2 h-5 w-24 rounded-one bg-line" />
          <div className={adding} />
          <ListSkeleton />
        </div>
      </main>
    </div>
  )
}

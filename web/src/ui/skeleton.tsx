import { Button } from './button.tsx'

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

const adding = 'h-10 rounded-one border border-line pointer-coarse:h-11'

/** The place of the form that tasks are added with. */
export function AddingToCome() {
  return (
    <div className={adding}>
      <Late />
    </div>
  )
}

/** In the place of a page whose code is on its way. */
export function ToCome() {
  return (
    <div className="py-8 text-soft">
      <p className="arrives-late">This page is loading…</p>
      <Late />
    </div>
  )
}

/** Shows after a while only: a page that cannot get on may get on when it begins anew. */
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

/** The shape of a page to come. It shows only if the page takes its time. */
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

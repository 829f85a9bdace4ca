import { ChevronRight } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { TaskList } from './task-list.tsx'
import { useOverview, useStore } from './use-store.ts'

/** Completed tasks, folded away and asked for only when somebody looks. */
export function DoneTasks() {
  const { done, pages } = useOverview()
  const store = useStore()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const fold = useRef<HTMLButtonElement>(null)
  const { status, failure, cursor } = pages.completed

  return (
    <section className="pt-10" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <button
          ref={fold}
          type="button"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          onClick={() => {
            setOpen(!isOpen)
            if (!isOpen) void store.load('completed')
          }}
          className="-ml-1 inline-flex min-h-9 items-center gap-2 rounded-one pr-2 pl-1 text-14 font-medium text-soft hover:text-ink pointer-coarse:min-h-11"
        >
          <ChevronRight
            aria-hidden
            className={`size-4 transition-transform duration-150 ${isOpen ? 'rotate-90' : ''}`}
          />
          Completed
        </button>
      </h2>
      <div id={`${id}-list`} hidden={!isOpen} aria-busy={status === 'loading'}>
        {isOpen && <TaskList list="done" label="Completed tasks" />}
        {done.length === 0 && status === 'ready' && !cursor && (
          <p className="py-2 pl-2.5 text-soft">Nothing completed yet.</p>
        )}
        {done.length === 0 && status === 'loading' && !failure && <ListSkeleton />}
        {failure && status !== 'ready' && (
          <div role="alert" className="py-3">
            <Notice
              tone="trouble"
              heir={() => fold.current?.focus()}
              actions={
                <Button busy={status === 'loading'} onClick={() => void store.load('completed')}>
                  Try again
                </Button>
              }
            >
              Completed tasks could not be loaded. {failure.detail}
            </Notice>
          </div>
        )}
      </div>
    </section>
  )
}

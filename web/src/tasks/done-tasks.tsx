import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useView } from '../use-tasks.ts'
import { doneIn } from './pages.ts'
import { TaskList } from './task-list.tsx'

/** Completed tasks of a list, folded. */
export function DoneTasks({ list }: { list: string }) {
  const [isOpen, setOpen] = useState(false)
  const page = useMemo(() => doneIn(list), [list])
  const ids = useView(page.view)
  if (ids.length === 0) return null
  return (
    <section className="pt-8">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="inline-flex min-h-9 items-center gap-1 rounded-one text-13 font-medium text-soft hover:text-ink pointer-coarse:min-h-11"
        >
          <ChevronRight
            aria-hidden
            className={`size-4 transition-transform duration-150 ${isOpen ? 'rotate-90' : ''}`}
          />
          Completed
          <span className="tabular-nums">{ids.length}</span>
        </button>
      </h2>
      {isOpen && <TaskList page={page} ids={ids} isSecond />}
    </section>
  )
}

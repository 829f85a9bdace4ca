import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { focusTask, useFocusKeeper } from './focus.ts'
import type { View } from './send.ts'
import { TaskRow } from './task-row.tsx'
import { useOverview, useStore } from './use-store.ts'
import { useToday } from './use-today.ts'

type Props = { list: 'open' | 'done'; label: string }

const viewOf = { open: 'inbox', done: 'completed' } as const satisfies Record<string, View>

/** Stays when its last task leaves: somebody has to see to the focus. */
export function TaskList({ list, label }: Props) {
  const overview = useOverview()
  const store = useStore()
  const today = useToday()
  const ids = overview[list]
  const keeper = useFocusKeeper(ids)
  const view = viewOf[list]
  const { cursor, status, failure } = overview.pages[view]

  async function showMore() {
    const known = new Set(ids)
    await store.more(view)
    // The button may be gone now; the first of the new tasks is where reading goes on.
    const first = store.overview()[list].find((id) => !known.has(id))
    if (first && document.activeElement === document.body) focusTask(first)
  }

  return (
    <>
      {ids.length > 0 && (
        <ul aria-label={label} {...keeper}>
          {ids.map((id) => (
            <TaskRow key={id} id={id} today={today} list={list} />
          ))}
        </ul>
      )}
      {failure && status === 'ready' && (
        <div role="alert" className="pt-3">
          <Notice tone="trouble">More tasks could not be loaded. {failure.detail}</Notice>
        </div>
      )}
      {cursor && (
        <div className="pt-3">
          <Button busy={status === 'loading'} onClick={showMore}>
            {status === 'loading' ? 'Loading…' : 'Show more'}
          </Button>
        </div>
      )}
    </>
  )
}

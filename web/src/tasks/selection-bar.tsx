import { useSyncExternalStore } from 'react'
import { Button } from '../ui/button.tsx'
import { useAtomLater } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import type { ViewPage } from './pages.ts'
import type { Selection } from './selection.ts'
import { useActions } from './use-actions.ts'

/** Actions for the selected rows. */
export function SelectionBar({ page, selection }: { page: ViewPage; selection: Selection }) {
  const { asking, history } = useWorkspace()
  const toast = useAtomLater(history.last, (last) => last !== null)
  const chosen = useSyncExternalStore(selection.subscribe, selection.get)
  const actions = useActions()
  if (chosen.size === 0) return null
  const ids = [...chosen]
  const ask = (kind: 'due' | 'move' | 'labels' | 'priority') => () => asking.set({ kind, ids })
  const { kind } = page.view
  return (
    <section
      aria-label="Selected tasks"
      // Above the toast, if there is one.
      className={`${toast ? 'bottom-20' : 'bottom-4'} arrives sticky z-10 mt-4 flex flex-wrap items-center gap-1 rounded-one border border-control bg-paper p-1.5 pl-4 shadow-[0_8px_24px_var(--shade)]`}
    >
      <p className="mr-auto tabular-nums">{chosen.size} selected</p>
      {kind === 'trash' ? (
        <>
          <Button onClick={() => actions.restore(ids)}>Restore</Button>
          <Button look="danger" onClick={() => actions.purge(ids)}>
            Delete for good
          </Button>
        </>
      ) : (
        <>
          {kind === 'completed' ? (
            <Button onClick={() => actions.reopen(ids)}>Reopen</Button>
          ) : (
            <Button onClick={() => actions.complete(ids)}>Complete</Button>
          )}
          <Button look="plain" onClick={ask('due')}>
            Due…
          </Button>
          <Button look="plain" onClick={ask('move')}>
            Move…
          </Button>
          <Button look="plain" onClick={ask('priority')}>
            Priority…
          </Button>
          <Button look="plain" onClick={ask('labels')}>
            Labels…
          </Button>
          <Button look="plain" onClick={() => actions.trash(ids)}>
            Delete
          </Button>
        </>
      )}
      <Button look="plain" onClick={selection.clear}>
        Clear
      </Button>
    </section>
  )
}

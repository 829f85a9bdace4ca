import { useLayoutEffect } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useRow } from '../use-tasks.ts'
import { useWorkspace } from '../workspace.ts'
import type { ListState } from './list-state.ts'

/** Commands from the registry that are useful on touch screens. */
const wanted = [
  'task.up',
  'task.down',
  'task.top',
  'task.bottom',
  'task.due',
  'task.move',
  'task.labels',
  'task.priority',
  'task.rename',
  'task.restore',
  'row.select',
  'task.delete',
  'task.purge',
]

/** The menu of one row, for users without a keyboard or a precise pointer. */
export default function RowMenu({ id, state }: { id: string; state: ListState }) {
  const { registry } = useWorkspace()
  const all = useAtom(registry.all)
  const row = useRow(id)
  const close = () => state.menu.set(null)
  const { active, selection } = state
  useLayoutEffect(() => {
    // The menu applies to this row, whatever was selected before.
    if (!selection.get().has(id)) selection.clear()
    active.set(id)
  }, [id, active, selection])
  const commands = wanted.flatMap((name) => all.find((command) => command.id === name) ?? [])
  return (
    <Dialog title={row?.task.title ?? ''} onClose={close}>
      <ul className="-mx-2">
        {commands.map(({ id: name, title, isAvailable, run }) => (
          <li key={name} className={isAvailable?.() === false ? 'hidden' : ''}>
            <button
              type="button"
              onClick={() => {
                // Returns the focus to the row before anything else requests it.
                flushSync(close)
                run()
              }}
              className="min-h-11 w-full rounded-one px-2 text-left hover:bg-surface"
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
      <div className="flex justify-end pt-2">
        <Button onClick={close}>Cancel</Button>
      </div>
    </Dialog>
  )
}

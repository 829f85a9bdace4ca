import { X } from 'lucide-react'
import { useRef } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { Button } from '../ui/button.tsx'
import { useNotify } from '../use-notify.ts'
import { useWorkspace } from '../workspace.ts'
import { Fact } from './fact.tsx'

export function LabelsFact({ task, canEdit }: { task: Task; canEdit: boolean }) {
  const { data, asking } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const adder = useRef<HTMLButtonElement>(null)
  const { id, labels } = task

  function remove(label: string) {
    const rest = labels.filter((one) => one !== label)
    // Moves the focus before the focused button disappears.
    adder.current?.focus()
    notify(`Removed “${label}” from ${describeTasks([id])}`, data.update([id], { labels: rest }))
  }

  return (
    <Fact term="Labels">
      {labels.length > 0 && (
        <ul className="flex min-w-0 flex-wrap gap-1 pl-2">
          {labels.map((label) => (
            <li
              key={label}
              className="inline-flex min-h-7 max-w-full items-center rounded-one border border-line pl-2 text-13"
            >
              <span className="min-w-0 pr-1 wrap-anywhere">{label}</span>
              {canEdit && (
                <button
                  type="button"
                  aria-label={`Remove the label “${label}”`}
                  onClick={() => remove(label)}
                  className="grid size-7 flex-none place-items-center rounded-one text-soft hover:text-ink pointer-coarse:size-11"
                >
                  <X aria-hidden className="size-3.5" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {canEdit ? (
        <Button look="plain" ref={adder} onClick={() => asking.set({ kind: 'labels', ids: [id] })}>
          {labels.length > 0 ? 'Change labels' : 'Add labels'}
        </Button>
      ) : (
        labels.length === 0 && <span className="px-2">None</span>
      )}
    </Fact>
  )
}

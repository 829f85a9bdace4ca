import { useState } from 'react'
import { useLocation } from 'wouter'
import type { List } from '../../../worker/lists/schema.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { CheckboxField } from '../ui/checkbox-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'

/** Asks what should happen to the list's tasks. */
export default function DeleteList({ list, onClose }: { list: List; onClose: () => void }) {
  const { data, history } = useWorkspace()
  const [, go] = useLocation()
  const [tasks, setTasks] = useState<'keep' | 'trash'>('keep')
  const open = useAtom(data.counts).lists.get(list.id) ?? 0

  function remove() {
    const sentence = `Deleted the list “${list.name}”`
    history.did(sentence, data.deleteList(list.id, tasks))
    announce(sentence)
    onClose()
    go('/inbox')
  }

  return (
    <Dialog title={`Delete “${list.name}”?`} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <fieldset>
          <legend className="pb-1">{inWords(open)} What should happen to its tasks?</legend>
          <CheckboxField
            type="radio"
            label="Move to Inbox"
            checked={tasks === 'keep'}
            onChange={() => setTasks('keep')}
          />
          <CheckboxField
            type="radio"
            label="Move to trash"
            checked={tasks === 'trash'}
            onChange={() => setTasks('trash')}
          />
        </fieldset>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" onClick={remove}>
            Delete
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function inWords(open: number): string {
  if (open === 0) return 'It has no open tasks.'
  return open === 1 ? 'It has 1 open task.' : `It has ${open} open tasks.`
}

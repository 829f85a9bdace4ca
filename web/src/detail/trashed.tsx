import { useState } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { useNotify } from '../use-notify.ts'
import { useWorkspace } from '../workspace.ts'

type Props = { task: Task; onClose: () => void; focusFallback: () => void }

export function Trashed({ task, onClose, focusFallback }: Props) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const [isAsking, setAsking] = useState(false)

  function purge() {
    const sentence = `Deleted ${describeTasks([task.id])} for good`
    setAsking(false)
    onClose()
    data.purge([task.id])
    announce(sentence)
  }

  return (
    <Notice
      tone="news"
      heir={focusFallback}
      actions={
        <>
          <Button
            onClick={() => notify(`Restored ${describeTasks([task.id])}`, data.restore([task.id]))}
          >
            Restore
          </Button>
          <Button look="danger" onClick={() => setAsking(true)}>
            Delete for good
          </Button>
        </>
      }
    >
      This task is in the trash.
      {isAsking && (
        <Dialog title="Delete for good?" onClose={() => setAsking(false)}>
          <div className="flex flex-col gap-4">
            <p className="wrap-anywhere">“{task.title}” cannot be restored.</p>
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={() => setAsking(false)}>Cancel</Button>
              <Button look="danger" onClick={purge}>
                Delete for good
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </Notice>
  )
}

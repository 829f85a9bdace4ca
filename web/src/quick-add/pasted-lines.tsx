import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

type Props = {
  count: number
  onSeveral: () => void
  onOne: () => void
  onCancel: () => void
  heir: () => void
}

/** Asks what to do with several lines pasted into a single-line field. */
export function PastedLines({ count, onSeveral, onOne, onCancel, heir }: Props) {
  return (
    <div className="pt-2">
      <Notice
        tone="news"
        heir={heir}
        actions={
          <>
            <Button look="primary" onClick={onSeveral}>
              Add {count} tasks
            </Button>
            <Button onClick={onOne}>Add as one task</Button>
            <Button look="plain" onClick={onCancel}>
              Cancel
            </Button>
          </>
        }
      >
        You pasted {count} lines.
      </Notice>
    </div>
  )
}

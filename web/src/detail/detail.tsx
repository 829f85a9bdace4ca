// The task that is open beside the list, with every field editable in place.
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Row } from '../data/contract.ts'
import { Button } from '../ui/button.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { Notice } from '../ui/notice.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useRow } from '../use-tasks.ts'
import { useWorkspace } from '../workspace.ts'
import { Panel } from './panel.tsx'
import { useFocusInside } from './use-focus-inside.ts'

type Props = { id: string; onClose: () => void }

export default function Detail({ id, onClose }: Props) {
  const row = useRow(id)
  const isComing = useIsComing()
  const last = useLast(row)
  const frame = useRef<HTMLDivElement>(null)
  useFocusInside(frame, id)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    leave()
  }
  /** An invalid field keeps the panel open; if the task is gone, it reappears as a conflict. */
  const leave = () => focusInvalid() || onClose()

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard from whatever is inside.
    <div
      ref={frame}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="flex min-h-full flex-col gap-4 p-4 outline-none"
    >
      <div className="flex items-center justify-between">
        <h2 className="text-13 font-medium text-soft">Task</h2>
        <Button look="plain" onClick={leave}>
          Close
        </Button>
      </div>
      {!row && !isComing && (
        <Notice tone="news">
          {last
            ? 'This task was deleted for good on another device.'
            : 'This task does not exist, or it was deleted for good.'}
        </Notice>
      )}
      {!row && !last && isComing && <p className="text-soft">Loading…</p>}
      {last && <Panel row={last} isGone={!row && !isComing} onClose={onClose} />}
    </div>
  )
}

/** Whether rows may still be missing. */
function useIsComing(): boolean {
  const { data } = useWorkspace()
  const readiness = useAtom(data.readiness)
  const firstSync = useAtom(data.firstSync)
  return readiness !== 'ready' || firstSync !== null
}

/** The row, even after it is deleted, so that text being typed can still be read and copied. */
function useLast(row: Row | undefined): Row | undefined {
  const [last, setLast] = useState(row)
  if (row && row !== last) setLast(row)
  // Once the task is gone, so is its conflict.
  return row ?? (last && { ...last, conflict: null })
}

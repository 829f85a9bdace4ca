import { type KeyboardEvent, useId, useRef, useState, useSyncExternalStore } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import * as preferences from '../preferences.ts'
import { Button } from '../ui/button.tsx'
import { type DueValue, onDay, pickDue } from '../ui/due/due-draft.ts'
import { DueForm } from '../ui/due/due-form.tsx'
import { dueWords } from '../ui/due/due-words.ts'
import { Notice } from '../ui/notice.tsx'
import { useNotify } from '../use-notify.ts'
import { useToday } from '../use-today.ts'
import { useWorkspace } from '../workspace.ts'
import { Fact } from './fact.tsx'

/** The due date in words; the form unfolds below. */
export function DueFact({ task, canEdit }: { task: Task; canEdit: boolean }) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const today = useToday()
  const { weekStart } = useSyncExternalStore(preferences.subscribe, preferences.get)
  const timeZone = preferences.timeZone()
  /** The value when the form was opened; null while it is closed. */
  const [start, setStart] = useState<DueValue | null>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const form = useId()
  const now = pickDue(task)
  const inWords = (value: DueValue) => dueWords(value, today, timeZone) ?? 'No date'

  function close() {
    opener.current?.focus()
    setStart(null)
  }
  function save(value: DueValue) {
    const changes = JSON.stringify(value) !== JSON.stringify(now)
    if (changes)
      notify(
        `Due date of ${describeTasks([task.id])}: ${inWords(value)}`,
        data.update([task.id], value),
      )
    close()
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    event.stopPropagation()
    close()
  }

  if (!canEdit)
    return (
      <Fact term="Due">
        <span className="px-2">{inWords(now)}</span>
      </Fact>
    )
  const unfolded = start && (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard from the fields inside.
    <div id={form} onKeyDown={onKeyDown} className="my-1 border-line border-y py-4">
      {JSON.stringify(start) !== JSON.stringify(now) && (
        <Notice tone="trouble">
          Changed elsewhere meanwhile: {inWords(now)}. Saving puts yours in its place.
        </Notice>
      )}
      <DueForm
        value={start}
        today={today}
        timeZone={timeZone}
        weekStart={weekStart}
        onDay={(day) => save(onDay(start, day, timeZone))}
        onSave={save}
        onCancel={close}
      />
    </div>
  )
  return (
    <Fact term="Due" below={unfolded}>
      <Button
        look="plain"
        ref={opener}
        aria-expanded={start !== null}
        aria-controls={start ? form : undefined}
        onClick={() => (start ? close() : setStart(now))}
      >
        <span className="text-left text-ink">{inWords(now)}</span>
      </Button>
    </Fact>
  )
}

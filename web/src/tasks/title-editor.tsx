import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { Task } from '../../../worker/tasks/schema.ts'
import { FieldError } from '../ui/field.tsx'
import { useTitleDraft } from '../use-title-draft.ts'

/** Edits a title in place: Enter and leaving save it, Escape does not. */
export function TitleEditor({ task, onEnd }: { task: Task; onEnd: () => void }) {
  const field = useRef<HTMLInputElement>(null)
  // The row shows that there is a conflict; the panel resolves it.
  const { draft, save } = useTitleDraft(task, { onAsked: () => queueMicrotask(end) })
  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  function end() {
    const row = field.current?.closest('[data-task]')
    flushSync(onEnd)
    row?.querySelector<HTMLElement>('[data-control=title]')?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (save()) end()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      draft.restore()
      end()
    }
  }

  return (
    <div className="min-w-0 flex-1 py-1">
      <input
        ref={field}
        aria-label="Title"
        autoComplete="off"
        value={draft.text}
        aria-invalid={draft.trouble ? true : undefined}
        aria-describedby={draft.trouble ? `trouble-${task.id}` : undefined}
        onChange={({ target }) => draft.type(target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => save() && onEnd()}
        className="min-h-7 w-full rounded-one border border-control bg-paper px-1 text-16 pointer-coarse:min-h-9"
      />
      {draft.trouble && <FieldError id={`trouble-${task.id}`}>{draft.trouble}</FieldError>}
    </div>
  )
}

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Task } from '../../../worker/tasks/schema.ts'
import { FieldError } from '../ui/field.tsx'
import { titleTrouble } from '../ui/title.ts'
import { useActions } from './use-actions.ts'

/** A title in its place: Enter and leaving keep it, Escape does not. */
export function TitleEditor({ task, onEnd }: { task: Task; onEnd: () => void }) {
  const [title, setTitle] = useState(task.title)
  const [trouble, setTrouble] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const actions = useActions()
  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  function end(event: { preventDefault: () => void }) {
    event.preventDefault()
    const row = field.current?.closest('[data-task]')
    flushSync(onEnd)
    row?.querySelector<HTMLElement>('[data-control=title]')?.focus()
  }

  /** Answers false where it cannot be: the text stays, and so does the field. */
  function save(): boolean {
    const text = title.trim()
    const found = titleTrouble(text)
    setTrouble(found)
    if (!found && text !== task.title) actions.update([task.id], { title: text })
    return !found
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && save()) end(event)
    if (event.key === 'Escape') {
      event.stopPropagation()
      end(event)
    }
  }

  return (
    <div className="min-w-0 flex-1 py-1">
      <input
        ref={field}
        aria-label="Title"
        autoComplete="off"
        value={title}
        aria-invalid={trouble ? true : undefined}
        aria-describedby={trouble ? `trouble-${task.id}` : undefined}
        onChange={({ target }) => setTitle(target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => save() && onEnd()}
        className="min-h-7 w-full rounded-one border border-control bg-paper px-1 text-16 pointer-coarse:min-h-9"
      />
      {trouble && <FieldError id={`trouble-${task.id}`}>{trouble}</FieldError>}
    </div>
  )
}

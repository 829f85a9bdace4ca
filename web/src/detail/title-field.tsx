import { type KeyboardEvent, useRef } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { announce } from '../ui/announcer.tsx'
import { useTitleDraft } from '../use-title-draft.ts'
import { Trouble } from './trouble.tsx'
import { useGrowing } from './use-growing.ts'

type Props = { task: Task; canEdit: boolean }

/** Enter and leaving save the text, Escape does not. */
export function TitleField({ task, canEdit }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const { draft, save } = useTitleDraft(task, { canEdit })
  const isDone = task.completed_at !== null
  useGrowing(field, draft.text)

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      save()
    }
    if (event.key === 'Escape' && (draft.isDirty || draft.trouble)) {
      event.preventDefault()
      event.stopPropagation()
      draft.restore()
      announce('The title is unchanged')
    }
  }

  return (
    <div className="min-w-0 flex-1">
      <textarea
        ref={field}
        rows={1}
        aria-label="Title"
        data-draft={draft.isDirty || undefined}
        readOnly={!canEdit}
        autoComplete="off"
        value={draft.text}
        aria-invalid={draft.trouble ? true : undefined}
        aria-describedby={draft.trouble ? `title-trouble-${task.id}` : undefined}
        onChange={({ target }) => draft.type(target.value)}
        onKeyDown={onKeyDown}
        onBlur={save}
        className={`field-sizing-content block min-h-9 w-full resize-none rounded-one border border-transparent bg-paper px-1 py-0.5 text-20 font-semibold wrap-anywhere hover:border-line focus:border-control pointer-coarse:min-h-11 ${isDone ? 'text-soft line-through decoration-1' : ''}`}
      />
      <Trouble
        id={`title-trouble-${task.id}`}
        draft={draft}
        focusFallback={() => field.current?.focus()}
      />
    </div>
  )
}

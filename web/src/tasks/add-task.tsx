import { Plus } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { FieldError } from '../ui/field.tsx'
import { newTaskField } from './focus.ts'
import { tidyTitle } from './row.ts'
import { fieldErrors } from './rules.ts'
import { useNewTitle, useStore } from './use-store.ts'

/** One line, Enter, next. The text leaves the field only once the list has it. */
export function AddTask() {
  const store = useStore()
  const title = useNewTitle()
  const [error, setError] = useState<string>()
  const field = useRef<HTMLInputElement>(null)

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    field.current?.focus()
    const found = fieldErrors({ title }).title
    setError(found)
    if (found) return
    store.add({ title: tidyTitle(title), notes: '', priority: 0, due_date: null })
    store.typeNewTitle('')
    announce(`Added “${title.trim()}”`)
  }

  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-1">
      <div className="flex items-center rounded-one border border-control has-[input:focus-visible]:outline-2 has-[input:focus-visible]:-outline-offset-1 has-[input:focus-visible]:outline-accent">
        <Plus aria-hidden className="ml-2.5 size-4 flex-none text-soft" />
        <label htmlFor={newTaskField} className="sr-only">
          New task
        </label>
        <input
          ref={field}
          id={newTaskField}
          value={title}
          onChange={({ target }) => {
            store.typeNewTitle(target.value)
            setError(undefined)
          }}
          autoComplete="off"
          enterKeyHint="done"
          placeholder="Add a task"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'new-task-error' : undefined}
          className="min-h-10 min-w-0 flex-1 rounded-one bg-transparent px-3 text-16 outline-hidden pointer-coarse:min-h-11"
        />
        <span className="m-0.5 flex-none">
          <Button type="submit" look="plain">
            Add
          </Button>
        </span>
      </div>
      {error && <FieldError id="new-task-error">{error}</FieldError>}
    </form>
  )
}

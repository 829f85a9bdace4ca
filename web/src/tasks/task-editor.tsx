import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { TextareaField } from '../ui/textarea-field.tsx'
import { localDay } from './due.ts'
import { priorities } from './priority.tsx'
import { type Draft, tidyTitle } from './row.ts'
import { type FieldErrors, fieldErrors } from './rules.ts'

type Props = {
  task: Task
  errors: FieldErrors
  /** `seen` is the task as it was when the editor opened. */
  onSave: (values: Draft, seen: Task) => void
  onCancel: () => void
  onDelete: () => void
}

const lastDay = '9999-12-31'

export function TaskEditor({ task, errors: refused, onSave, onCancel, onDelete }: Props) {
  const [seen] = useState(task)
  const [values, setValues] = useState<Draft>(() => {
    const { title, notes, priority, due_date } = task
    return { title, notes, priority, due_date }
  })
  const [errors, setErrors] = useState(refused)
  const form = useRef<HTMLFormElement>(null)
  const set = (patch: Partial<Draft>) => setValues((before) => ({ ...before, ...patch }))

  useEffect(() => {
    const title = form.current?.elements.namedItem('title')
    if (title instanceof HTMLInputElement) title.focus()
  }, [])

  function save() {
    const trimmed = { ...values, title: tidyTitle(values.title) }
    const found = fieldErrors(trimmed)
    const [first] = Object.keys(found)
    if (!first) return onSave(trimmed, seen)
    setErrors(found)
    const input = form.current?.elements.namedItem(first)
    if (input instanceof HTMLElement) input.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onCancel()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      save()
    }
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label={`Edit ${seen.title}`}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
      className="arrives flex min-w-0 flex-1 flex-col gap-3 pb-4"
    >
      <TextField
        label="Title"
        isLabelHidden
        name="title"
        autoComplete="off"
        value={values.title}
        error={errors.title}
        onChange={({ target }) => set({ title: target.value })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-1">
          <TextField
            label="Due date"
            name="due_date"
            type="date"
            max={lastDay}
            value={values.due_date ?? ''}
            error={errors.due_date}
            onChange={({ target }) => set({ due_date: target.value || null })}
          />
          <div className="-ml-2 flex flex-wrap">
            <Button look="plain" onClick={() => set({ due_date: localDay(new Date()) })}>
              Today
            </Button>
            <Button look="plain" onClick={() => set({ due_date: localDay(new Date(), 1) })}>
              Tomorrow
            </Button>
            <Button look="plain" onClick={() => set({ due_date: null })}>
              No date
            </Button>
          </div>
        </div>
        <SelectField
          label="Priority"
          name="priority"
          value={values.priority}
          error={errors.priority}
          options={priorities.map((word, value) => ({ value, word }))}
          onChange={({ target }) => set({ priority: Number(target.value) })}
        />
      </div>
      <TextareaField
        label="Notes"
        name="notes"
        rows={3}
        value={values.notes}
        error={errors.notes}
        onChange={({ target }) => set({ notes: target.value })}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary">
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
        <span className="ml-auto">
          <Button look="plain" data-control="delete" onClick={onDelete}>
            Delete
          </Button>
        </span>
      </div>
    </form>
  )
}

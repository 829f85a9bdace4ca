import { type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { localDay } from '../ui/due.ts'
import { priorities } from '../ui/priority.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { TextareaField } from '../ui/textarea-field.tsx'
import type { Editing } from './drafts.ts'
import { type Draft, type Patch, tidyTitle } from './row.ts'
import { type FieldErrors, fieldErrors } from './rules.ts'

type Props = {
  editing: Editing
  errors: FieldErrors
  onType: (patch: Patch) => void
  onSave: (values: Draft) => void
  onCancel: () => void
  onDelete: () => void
}

const lastDay = '9999-12-31'

export function TaskEditor(props: Props) {
  const { editing, errors: refused, onType, onSave, onCancel, onDelete } = props
  const { values, seen } = editing
  const [errors, setErrors] = useState(refused)
  const form = useRef<HTMLFormElement>(null)

  function save() {
    const trimmed = { ...values, title: tidyTitle(values.title) }
    const found = fieldErrors(trimmed)
    const [first] = Object.keys(found)
    if (!first) return onSave(trimmed)
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
        onChange={({ target }) => onType({ title: target.value })}
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
            onChange={({ target }) => onType({ due_date: target.value || null })}
          />
          <div className="-ml-2 flex flex-wrap">
            <Button look="plain" onClick={() => onType({ due_date: localDay(new Date()) })}>
              Today
            </Button>
            <Button look="plain" onClick={() => onType({ due_date: localDay(new Date(), 1) })}>
              Tomorrow
            </Button>
            <Button look="plain" onClick={() => onType({ due_date: null })}>
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
          onChange={({ target }) => onType({ priority: Number(target.value) })}
        />
      </div>
      <TextareaField
        label="Notes"
        name="notes"
        rows={3}
        value={values.notes}
        error={errors.notes}
        onChange={({ target }) => onType({ notes: target.value })}
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

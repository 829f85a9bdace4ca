import { type FormEvent, useState } from 'react'
import type { Fields, Place } from '../data/contract.ts'
import { announce } from '../ui/announcer.tsx'
import { FieldError } from '../ui/field.tsx'
import { newTaskField } from '../ui/new-task-field.ts'
import { titleTrouble } from '../ui/title.ts'
import { useWorkspace } from '../workspace.ts'

type Props = { defaults?: Partial<Fields>; place?: Place }

/** One line, Enter, next. */
export default function QuickAdd({ defaults, place }: Props) {
  const { data, history } = useWorkspace()
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState<string>()

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const title = text.trim()
    const found = titleTrouble(title)
    setTrouble(found)
    if (found) return
    history.did(`Added “${title}”`, data.create({ ...defaults, title }, place))
    announce(`Added “${title}”`)
    setText('')
  }
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-1">
      <label htmlFor={newTaskField} className="sr-only">
        New task
      </label>
      <input
        id={newTaskField}
        value={text}
        autoComplete="off"
        placeholder="Add a task"
        onChange={({ target }) => setText(target.value)}
        className="min-h-10 w-full rounded-one border border-control bg-paper px-3 text-16 pointer-coarse:min-h-11"
      />
      {trouble && <FieldError>{trouble}</FieldError>}
    </form>
  )
}

import { Plus } from 'lucide-react'
import { type ClipboardEvent, type FormEvent, useId, useRef } from 'react'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { FieldError } from '../ui/field.tsx'
import { newTaskField } from '../ui/new-task-field.ts'
import { loadKit } from './load-kit.ts'
import { useAsked } from './use-asked.ts'
import { type Options, useNewTask } from './use-new-task.ts'

/** Adds a task per line, on Enter. While typing, it stays in sight wherever the growing list is shown. */
export default function QuickAdd(options: Options) {
  const task = useNewTask(options)
  const { kit, trouble, pasted } = task
  const field = useRef<HTMLInputElement>(null)
  const below = useId()
  const own = useId()
  const id = options.place?.parent_id ? own : newTaskField
  const focus = () => field.current?.focus()
  useAsked(
    options.place
      ? null
      : (text) => {
          if (text) task.type(task.text.trim() ? `${task.text.trimEnd()} ${text}` : text)
          focus()
        },
  )

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    focus()
    task.submit()
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    const { value, selectionStart, selectionEnd } = event.currentTarget
    const [before, after] = [value.slice(0, selectionStart ?? 0), value.slice(selectionEnd ?? 0)]
    const count = task.paste(event.clipboardData.getData('text/plain'), before, after)
    if (count === 0) return
    event.preventDefault()
    announce(`You pasted ${count} lines.`)
  }

  return (
    <form
      noValidate
      onSubmit={onSubmit}
      className="flex flex-col gap-1 bg-paper focus-within:sticky focus-within:top-2 focus-within:z-1 focus-within:shadow-[0_0_0_0.5rem_var(--paper)]"
    >
      <div className="flex items-center rounded-one border border-control has-[input:focus-visible]:outline-2 has-[input:focus-visible]:-outline-offset-1 has-[input:focus-visible]:outline-accent">
        <Plus aria-hidden className="ml-2.5 size-4 flex-none text-soft" />
        <label htmlFor={id} className="sr-only">
          New task
        </label>
        <input
          ref={field}
          id={id}
          value={task.text}
          onFocus={() => void loadKit()}
          onPaste={onPaste}
          onChange={({ target }) => task.type(target.value)}
          autoComplete="off"
          enterKeyHint="done"
          placeholder="Add a task"
          aria-invalid={trouble?.isOfTitle ? true : undefined}
          aria-describedby={trouble ? below : undefined}
          className="min-h-10 min-w-0 flex-1 rounded-one bg-transparent px-3 text-16 outline-hidden pointer-coarse:min-h-11"
        />
        <span className="m-0.5 flex-none">
          <Button type="submit" look="plain">
            Add
          </Button>
        </span>
      </div>
      {trouble && <FieldError id={below}>{trouble.words}</FieldError>}
      {kit && <kit.Chips chips={task.chips} field={field} onDismiss={task.dismiss} />}
      {kit && pasted && <kit.PastedLines {...pasted} heir={focus} />}
    </form>
  )
}

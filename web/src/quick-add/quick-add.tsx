import { Plus } from 'lucide-react'
import { type ClipboardEvent, type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { Fields, Place } from '../data/contract.ts'
import * as preferences from '../preferences.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { FieldError } from '../ui/field.tsx'
import { newTaskField } from '../ui/new-task-field.ts'
import { titleTrouble } from '../ui/title.ts'
import { useLive } from '../ui/use-live.ts'
import { useWorkspace } from '../workspace.ts'
import { type Draft, nothingTyped, useDraft } from './draft.ts'
import { type Kit, kitSoon, kit as loadedKit, loadKit } from './load-kit.ts'
import { linesOf, mostLines } from './pasted.ts'
import { plainly } from './plain.ts'
import { useAdd } from './use-add.ts'
import { useAsked } from './use-asked.ts'

type Props = {
  /** What a new task has here unless its words say otherwise. */
  defaults?: Partial<Fields>
  place?: Place
  onAdded?: (id: string) => void
  autoFocus?: boolean
}

const unkept =
  'This browser keeps nothing: what you add is lost if this tab closes before it has reached the server.'

/** One line, Enter, next. */
export default function QuickAdd({ defaults = {}, place, onAdded, autoFocus }: Props) {
  const { data } = useWorkspace()
  const { draft, type, set, get } = useDraft(place)
  const kit = useLive(loadedKit)
  const [trouble, setTrouble] = useState<string>()
  const [pasted, setPasted] = useState<{ lines: string[]; whole: string } | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const ids = useId()
  const add = useAdd({ place, onAdded, onUnkept: () => setTrouble(unkept) })
  const focus = () => field.current?.focus()
  useEffect(() => {
    if (autoFocus) field.current?.focus()
  }, [autoFocus])
  useAsked(
    place
      ? null
      : (text) => {
          if (text) type(text)
          field.current?.focus()
        },
  )

  function understand(kit: Kit, what: Draft) {
    const { weekStart } = preferences.get()
    return kit.understand(what, {
      defaults,
      place,
      timezone: preferences.timeZone(),
      weekStart: weekStart === 0 ? 'sunday' : 'monday',
      now: new Date(),
      lists: data.lists.get(),
      labels: data.labels.get(),
    })
  }
  const read = (kit: Kit | null, what: Draft) =>
    kit ? understand(kit, what) : plainly(what.text, defaults)

  /** The field is free for the next task at once; what cannot be added comes back into it. */
  function submit(kit: Kit | null, what: Draft) {
    const reading = read(kit, what)
    const found = titleTrouble(reading.title)
    setTrouble(found)
    if (!found) add([reading])
    else if (get().text === '') set(what)
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    focus()
    const what = get()
    set(nothingTyped)
    setPasted(null)
    if (kit || what.text.trim() === '') submit(kit, what)
    else void kitSoon().then((soon) => submit(soon, what))
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    const lines = linesOf(event.clipboardData.getData('text/plain'))
    if (!kit || lines.length < 2) return
    event.preventDefault()
    const { value, selectionStart, selectionEnd } = event.currentTarget
    const [before, after] = [value.slice(0, selectionStart ?? 0), value.slice(selectionEnd ?? 0)]
    setPasted({ lines, whole: `${before}${lines.join(' ')}${after}` })
    setTrouble(undefined)
    announce(`You pasted ${lines.length} lines.`)
  }

  function addLines(lines: readonly string[]) {
    const readings = lines.map((text) => read(kit, { ...nothingTyped, text }))
    const wrong = readings.findIndex(({ title }) => titleTrouble(title))
    const tooMany = `Import more than ${mostLines} tasks as a file, in the settings.`
    const found = titleTrouble(readings[wrong]?.title ?? '')
    setTrouble(lines.length > mostLines ? tooMany : wrong >= 0 ? `Line ${wrong + 1}: ${found}` : '')
    if (lines.length > mostLines || wrong >= 0) return
    add(readings)
    setPasted(null)
  }

  const chips = kit && draft.text.trim() !== '' ? understand(kit, draft).chips : []
  const id = place?.parent_id ? ids : newTaskField
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-1">
      <div className="flex items-center rounded-one border border-control has-[input:focus-visible]:outline-2 has-[input:focus-visible]:-outline-offset-1 has-[input:focus-visible]:outline-accent">
        <Plus aria-hidden className="ml-2.5 size-4 flex-none text-soft" />
        <label htmlFor={id} className="sr-only">
          New task
        </label>
        <input
          ref={field}
          id={id}
          value={draft.text}
          onFocus={() => void loadKit()}
          onPaste={onPaste}
          onChange={({ target }) => {
            type(target.value)
            setTrouble(undefined)
          }}
          autoComplete="off"
          enterKeyHint="done"
          placeholder="Add a task"
          aria-invalid={trouble ? true : undefined}
          aria-describedby={trouble ? `${ids}-trouble` : undefined}
          className="min-h-10 min-w-0 flex-1 rounded-one bg-transparent px-3 text-16 outline-hidden pointer-coarse:min-h-11"
        />
        <span className="m-0.5 flex-none">
          <Button type="submit" look="plain">
            Add
          </Button>
        </span>
      </div>
      {trouble && <FieldError id={`${ids}-trouble`}>{trouble}</FieldError>}
      {kit && (
        <kit.Chips
          chips={chips}
          field={field}
          onDismiss={({ key, ranges }) =>
            ranges.length > 0
              ? set({ ...draft, literal: [...draft.literal, ...ranges] })
              : set({ ...draft, declined: [...draft.declined, key] })
          }
        />
      )}
      {kit && pasted && (
        <kit.PastedLines
          count={pasted.lines.length}
          onSeveral={() => addLines(pasted.lines)}
          onOne={() => {
            setPasted(null)
            set(nothingTyped)
            submit(kit, { ...nothingTyped, text: pasted.whole })
          }}
          onCancel={() => setPasted(null)}
          heir={focus}
        />
      )}
    </form>
  )
}

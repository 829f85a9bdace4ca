import { type FormEvent, useMemo, useRef, useState } from 'react'
import {
  firstDate,
  isoDay,
  lastDate,
  parseDay,
  weekdayOf,
} from '../../../../worker/domain/calendar-days.ts'
import { Button } from '../button.tsx'
import { dayInWords } from '../due.ts'
import { FieldError } from '../field.tsx'
import { SelectField } from '../select-field.tsx'
import { TextField } from '../text-field.tsx'
import { type DueDraft, type DueValue, draftOf, draftTrouble, dueOf } from './due-draft.ts'
import { sideBySide } from './look.ts'
import { RepeatForm } from './repeat-form.tsx'

type Props = {
  value: DueValue
  /** YYYY-MM-DD in the user's zone. */
  today: string
  timeZone: string
  /** As `Date.getDay()` counts. */
  weekStart: 0 | 1 | 6
  /** One of the quick choices: another date, or null for none. */
  onDay: (day: string | null) => void
  onSave: (value: DueValue) => void
  onCancel: () => void
}

/** The form for date, time and recurrence. Nothing is saved until Save, except by a quick choice. */
export function DueForm(props: Props) {
  const { value, today, timeZone, weekStart, onDay, onSave, onCancel } = props
  const [draft, setDraft] = useState(() => draftOf(value, timeZone))
  const [trouble, setTrouble] = useState<string>()
  const form = useRef<HTMLFormElement>(null)
  const change = (part: Partial<DueDraft>) => setDraft((now) => ({ ...now, ...part }))

  function save(event: FormEvent) {
    event.preventDefault()
    // A partly typed date reads as empty.
    const fields = form.current?.querySelectorAll<HTMLInputElement>('[type=date], [type=time]')
    const isPartial = [...(fields ?? [])].some(({ validity }) => validity.badInput)
    const found = isPartial ? 'Enter the whole date and time.' : draftTrouble(draft)
    setTrouble(found)
    if (!found) onSave(dueOf(draft, value, timeZone))
  }

  return (
    <form ref={form} noValidate onSubmit={save} className="flex flex-col gap-4">
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">Quick choices</legend>
        {quickDays(today, weekStart).map(({ word, day, about }) => (
          <Button key={word} onClick={() => onDay(day)}>
            {word}
            {about && <span className="text-13 text-soft">{about}</span>}
          </Button>
        ))}
      </fieldset>
      <div className={sideBySide}>
        <TextField
          label="Date"
          type="date"
          min={firstDate}
          max={lastDate}
          value={draft.day}
          onChange={({ target }) => change({ day: target.value })}
        />
        {draft.day && (
          <TextField
            label="Time"
            type="time"
            value={draft.time}
            onChange={({ target }) => change({ time: target.value })}
          />
        )}
      </div>
      {draft.day && draft.time && (
        <Zone value={draft.zone} here={timeZone} onChange={(zone) => change({ zone })} />
      )}
      {draft.day && (
        <RepeatForm
          repeat={draft.repeat}
          from={draft.from}
          day={draft.day}
          weekStart={weekStart}
          isUnknown={value.recurrence !== null && draftOf(value, timeZone).repeat === null}
          onChange={change}
        />
      )}
      {trouble && (
        <div role="alert">
          <FieldError>{trouble}</FieldError>
        </div>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary">
          Save
        </Button>
      </div>
    </form>
  )
}

function quickDays(today: string, weekStart: 0 | 1 | 6) {
  const now = parseDay(today)
  const first = (weekStart + 6) % 7
  const next = isoDay(now + 7 - ((weekdayOf(now) - first + 7) % 7))
  return [
    { word: 'Today', day: today, about: '' },
    { word: 'Tomorrow', day: isoDay(now + 1), about: '' },
    { word: 'Next week', day: next, about: dayInWords(next, today) },
    { word: 'No date', day: null, about: '' },
  ]
}

function Zone(props: { value: string; here: string; onChange: (zone: string) => void }) {
  const { value, here, onChange } = props
  const options = useMemo(() => {
    const zones = new Set([here, value, 'UTC', ...Intl.supportedValuesOf('timeZone')])
    return [...zones].map((zone) => ({ value: zone, word: zone.replaceAll('_', ' ') }))
  }, [here, value])
  return (
    <SelectField
      label="Time zone"
      value={value}
      options={options}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}

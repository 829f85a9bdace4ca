import { parseDay, weekdayOf, weekdays } from '../../../../worker/domain/calendar-days.ts'
import { SelectField } from '../select-field.tsx'
import type { MonthDay } from './repeat.ts'
import { numbered, ordinals, weekdayName } from './repeat-words.ts'

type Props = {
  on: MonthDay
  /** The due date, YYYY-MM-DD. */
  day: string
  onChange: (on: MonthDay) => void
}

const monthDays = Array.from({ length: 31 }, (_, before) => before + 1)

export function MonthDayForm({ on, day, onChange }: Props) {
  const now = Number(day.slice(8))
  const beginnings: Record<string, MonthDay> = {
    same: { kind: 'same' },
    day: { kind: 'day', day: now },
    weekday: {
      kind: 'weekday',
      nth: Math.ceil(now / 7),
      weekday: weekdays[weekdayOf(parseDay(day))] ?? 'MO',
    },
  }
  return (
    <>
      <SelectField
        label="On"
        value={on.kind}
        options={[
          { value: 'same', word: 'Day of the due date' },
          { value: 'day', word: 'Day of the month' },
          { value: 'weekday', word: 'A weekday' },
        ]}
        onChange={({ target }) => onChange(beginnings[target.value] ?? { kind: 'same' })}
      />
      {on.kind === 'day' && (
        <SelectField
          label="Day"
          value={on.day}
          options={[
            ...monthDays.map((value) => ({ value, word: numbered(value) })),
            { value: -1, word: 'Last day' },
          ]}
          onChange={({ target }) => onChange({ kind: 'day', day: Number(target.value) })}
        />
      )}
      {on.kind === 'weekday' && (
        <>
          <SelectField
            label="Which"
            value={on.nth}
            options={ordinals.map(([value, word]) => ({ value, word }))}
            onChange={({ target }) => onChange({ ...on, nth: Number(target.value) })}
          />
          <SelectField
            label="Weekday"
            value={on.weekday}
            options={weekdays.map((value) => ({ value, word: weekdayName(value) }))}
            onChange={({ target }) => {
              const weekday = weekdays.find((one) => one === target.value)
              if (weekday) onChange({ ...on, weekday })
            }}
          />
        </>
      )}
    </>
  )
}

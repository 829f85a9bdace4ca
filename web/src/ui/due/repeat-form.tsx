import {
  firstDate,
  lastDate,
  parseDay,
  type Weekday,
  weekdayOf,
  weekdays,
} from '../../../../worker/domain/calendar-days.ts'
import { limits } from '../../../../worker/domain/task-fields.ts'
import { CheckboxField } from '../checkbox-field.tsx'
import { SelectField } from '../select-field.tsx'
import { TextField } from '../text-field.tsx'
import type { DueDraft } from './due-draft.ts'
import { sideBySide } from './look.ts'
import { MonthDayForm } from './month-day-form.tsx'
import { newRepeat, type Repeat } from './repeat.ts'
import { weekdayName } from './repeat-words.ts'

type Props = {
  repeat: Repeat | null
  from: DueDraft['from']
  /** The due date, YYYY-MM-DD. */
  day: string
  weekStart: 0 | 1 | 6
  /** The task has a rule that this form cannot show. */
  isUnknown: boolean
  onChange: (part: Partial<Pick<DueDraft, 'repeat' | 'from'>>) => void
}

const workdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR']

export function RepeatForm({ repeat, from, day, weekStart, isUnknown, onChange }: Props) {
  const choices = [
    { value: 'none', word: isUnknown ? 'Unchanged' : 'Never' },
    { value: 'day', word: 'Every day' },
    { value: 'weekday', word: 'Every weekday' },
    { value: 'week', word: 'Every week' },
    { value: 'month', word: 'Every month' },
    { value: 'year', word: 'Every year' },
  ]

  function choose(choice: string) {
    const end = repeat?.end ?? null
    if (choice === 'none') onChange({ repeat: null })
    else if (choice === 'weekday')
      onChange({ repeat: { ...newRepeat, end, unit: 'week', weekdays: workdays } })
    else {
      const unit = choice as Repeat['unit']
      const chosen: readonly Weekday[] = unit === 'week' ? weekdayNow(day) : []
      onChange({ repeat: { ...newRepeat, end, unit, weekdays: chosen } })
    }
  }

  const change = (part: Partial<Repeat>) => repeat && onChange({ repeat: { ...repeat, ...part } })
  return (
    <div className="flex flex-col gap-3">
      <div className={sideBySide}>
        <SelectField
          label="Repeat"
          value={choiceOf(repeat)}
          options={choices}
          onChange={({ target }) => choose(target.value)}
        />
        {repeat && (
          <NumberField
            label={`Interval in ${repeat.unit}s`}
            value={repeat.every}
            onChange={(every) => change({ every })}
          />
        )}
      </div>
      {repeat && (
        <>
          {repeat.unit === 'week' && (
            <Weekdays
              chosen={repeat.weekdays}
              weekStart={weekStart}
              onChange={(weekdays) => change({ weekdays })}
            />
          )}
          {repeat.unit === 'month' && (
            <div className={sideBySide}>
              <MonthDayForm on={repeat.on} day={day} onChange={(on) => change({ on })} />
            </div>
          )}
          <SelectField
            label="Repeat from"
            value={from}
            options={[
              { value: 'due', word: 'Due date' },
              { value: 'completed', word: 'Completion date' },
            ]}
            onChange={({ target }) =>
              onChange({ from: target.value === 'completed' ? 'completed' : 'due' })
            }
          />
          <End repeat={repeat} day={day} onChange={(end) => change({ end })} />
        </>
      )}
    </div>
  )
}

function choiceOf(repeat: Repeat | null): string {
  if (!repeat) return 'none'
  const isWorkdays = repeat.every === 1 && repeat.weekdays.join() === workdays.join()
  return repeat.unit === 'week' && isWorkdays ? 'weekday' : repeat.unit
}

function weekdayNow(day: string): Weekday[] {
  const weekday = weekdays[weekdayOf(parseDay(day))]
  return weekday ? [weekday] : []
}

type WeekdaysProps = {
  chosen: readonly Weekday[]
  weekStart: 0 | 1 | 6
  onChange: (weekdays: Weekday[]) => void
}

function Weekdays({ chosen, weekStart, onChange }: WeekdaysProps) {
  const first = (weekStart + 6) % 7
  const inOrder = [...weekdays.slice(first), ...weekdays.slice(0, first)]
  return (
    <fieldset className="flex flex-wrap gap-x-4">
      <legend className="mb-1 text-13 font-medium">On</legend>
      {inOrder.map((day) => (
        <CheckboxField
          key={day}
          label={weekdayName(day).slice(0, 3)}
          aria-label={weekdayName(day)}
          checked={chosen.includes(day)}
          onChange={({ target }) =>
            onChange(
              weekdays.filter((one) => (one === day ? target.checked : chosen.includes(one))),
            )
          }
        />
      ))}
    </fieldset>
  )
}

type EndProps = { repeat: Repeat; day: string; onChange: (end: Repeat['end']) => void }

function End({ repeat: { end }, day, onChange }: EndProps) {
  const kind = !end ? 'never' : 'count' in end ? 'count' : 'until'
  const ends: Record<string, Repeat['end']> = { count: { count: 10 }, until: { until: day } }
  return (
    <div className={sideBySide}>
      <SelectField
        label="Ends"
        value={kind}
        options={[
          { value: 'never', word: 'Never' },
          { value: 'count', word: 'After a number of times' },
          { value: 'until', word: 'On a date' },
        ]}
        onChange={({ target }) => onChange(ends[target.value] ?? null)}
      />
      {end && 'count' in end && (
        <NumberField label="Times" value={end.count} onChange={(count) => onChange({ count })} />
      )}
      {end && 'until' in end && (
        <TextField
          label="Last day"
          type="date"
          min={firstDate}
          max={lastDate}
          value={end.until}
          onChange={({ target }) => onChange({ until: target.value })}
        />
      )}
    </div>
  )
}

type NumberProps = { label: string; value: number; onChange: (value: number) => void }

/** An empty field is NaN, which is reported on saving. */
function NumberField({ label, value, onChange }: NumberProps) {
  return (
    <TextField
      label={label}
      type="number"
      inputMode="numeric"
      min={1}
      max={limits.repeats}
      value={Number.isNaN(value) ? '' : value}
      onChange={({ target }) => onChange(target.valueAsNumber)}
    />
  )
}

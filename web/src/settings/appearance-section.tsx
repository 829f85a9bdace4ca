import { type ReactNode, useSyncExternalStore } from 'react'
import * as preferences from '../preferences.ts'
import { announce } from '../ui/announcer.tsx'
import { CheckboxField } from '../ui/checkbox-field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Part, Section } from './section.tsx'

const appearances = [
  { value: 'system', word: 'As the device' },
  { value: 'light', word: 'Light' },
  { value: 'dark', word: 'Dark' },
] as const
const weekStarts = [
  { value: 1, word: 'Monday' },
  { value: 0, word: 'Sunday' },
  { value: 6, word: 'Saturday' },
] as const

/** Settings of this browser. */
export function AppearanceSection() {
  const { appearance, timeZone, weekStart, shortcuts } = useSyncExternalStore(
    preferences.subscribe,
    preferences.get,
  )
  const change = (to: Partial<preferences.Preferences>) => {
    preferences.set(to)
    announce('Saved.')
  }
  return (
    <Section title="Appearance">
      <Part title="Colours" about="These settings are kept in this browser until you sign out.">
        <Choice legend="Colours">
          {appearances.map(({ value, word }) => (
            <CheckboxField
              key={value}
              type="radio"
              name="appearance"
              label={word}
              checked={appearance === value}
              onChange={() => change({ appearance: value })}
            />
          ))}
        </Choice>
      </Part>
      <Part title="Time" about="The time zone says when today begins and ends.">
        <div className="flex max-w-sm flex-col gap-4">
          <SelectField
            label="Time zone"
            value={timeZone ?? ''}
            options={zones()}
            onChange={({ currentTarget: { value } }) => change({ timeZone: value || null })}
          />
          <SelectField
            label="The week begins on"
            value={weekStart}
            options={[...weekStarts]}
            onChange={({ currentTarget }) => {
              const day = weekStarts.find(({ value }) => value === Number(currentTarget.value))
              if (day) change({ weekStart: day.value })
            }}
          />
        </div>
      </Part>
      <Part
        title="Keyboard"
        about="Turn this off if you dictate, or often press keys by accident. Ctrl or ⌘ with a key still works."
      >
        <CheckboxField
          label="Single-key shortcuts"
          checked={shortcuts}
          onChange={({ currentTarget }) => change({ shortcuts: currentTarget.checked })}
        />
      </Part>
    </Section>
  )
}

const Choice = ({ legend, children }: { legend: string; children: ReactNode }) => (
  <fieldset className="flex flex-wrap gap-x-6">
    <legend className="sr-only">{legend}</legend>
    {children}
  </fieldset>
)

function zones() {
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone
  return [
    { value: '', word: `As the device (${inWords(device)})` },
    { value: 'UTC', word: 'UTC' },
    ...Intl.supportedValuesOf('timeZone')
      .filter((zone) => zone !== 'UTC')
      .map((zone) => ({ value: zone, word: inWords(zone) })),
  ]
}

const inWords = (zone: string) => zone.replaceAll('_', ' ')

import { Check, Minus } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { fieldLook } from '../ui/field.tsx'
import { type Choice, matching } from './choices.ts'

type Props = {
  label: string
  choices: readonly Choice[]
  filter: string
  onFilter: (filter: string) => void
  onChoose: (choice: Choice) => void
  /** Several can be selected: each is checked or not, and choosing toggles it. */
  isMultiple?: boolean
  nothing: string
}

/** A field that filters the list below it: arrows move, Enter chooses (combobox of the ARIA patterns). */
export function ChoiceList(props: Props) {
  const { label, choices, filter, onFilter, onChoose, isMultiple = false, nothing } = props
  const id = useId()
  const found = matching(choices, filter)
  const [active, setActive] = useState(() => found.find(({ state }) => state === true)?.id)
  const at = Math.max(
    0,
    found.findIndex((choice) => choice.id === active),
  )
  const optionId = (choice: Choice | undefined) =>
    choice && `${id}-${encodeURIComponent(choice.id)}`
  const activeId = optionId(found[at])

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || found.length === 0) return
    const next = {
      ArrowDown: (at + 1) % found.length,
      ArrowUp: (at - 1 + found.length) % found.length,
      PageDown: Math.min(at + 8, found.length - 1),
      PageUp: Math.max(at - 8, 0),
    }[event.key]
    const chosen = event.key === 'Enter' ? found[at] : undefined
    if (next === undefined && !chosen) return
    event.preventDefault()
    if (chosen) choose(chosen)
    else setActive(found[next ?? 0]?.id)
  }

  function choose(choice: Choice) {
    setActive(choice.id)
    onChoose(choice)
  }

  return (
    <div className="flex flex-col gap-2">
      <input
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={label}
        value={filter}
        onKeyDown={onKeyDown}
        onChange={({ target }) => {
          setActive(undefined)
          onFilter(target.value)
        }}
        className={fieldLook}
      />
      <div
        id={id}
        role="listbox"
        aria-label={label}
        aria-multiselectable={isMultiple || undefined}
        className="-mx-2 max-h-72 overflow-y-auto"
      >
        {found.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: keys are heard by the field above.
          <div
            key={choice.id}
            id={optionId(choice)}
            role="option"
            {...stateOf(choice, isMultiple)}
            data-active={index === at || undefined}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
            className="flex min-h-9 cursor-pointer items-center gap-2 rounded-one px-2 py-1 hover:bg-surface data-active:bg-surface data-active:shadow-[inset_2px_0_var(--accent)] pointer-coarse:min-h-11"
          >
            <span className="size-4 flex-none text-accent">
              {choice.state === true && <Check aria-hidden className="size-4" />}
              {choice.state === 'mixed' && <Minus aria-hidden className="size-4" />}
            </span>
            <span className="min-w-0 wrap-anywhere">{choice.word}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="text-soft">{nothing}</p>}
    </div>
  )
}

const stateOf = ({ state }: Choice, isMultiple: boolean) =>
  isMultiple ? { 'aria-checked': state ?? false } : { 'aria-selected': state === true }

import { X } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../ui/announcer.tsx'
import { type Chip, lowerFirst } from './chip-words.ts'

type Props = {
  chips: readonly Chip[]
  /** Gets the focus when the last chip is removed. */
  field: RefObject<HTMLInputElement | null>
  onDismiss: (chip: Chip) => void
}

/** Shows what was understood; dismissing one turns its words into plain text. */
export function Chips({ chips, field, onDismiss }: Props) {
  const list = useRef<HTMLUListElement>(null)
  useTold(chips)

  function dismiss(chip: Chip, at: number) {
    flushSync(() => onDismiss(chip))
    const left = list.current?.querySelectorAll('button')
    const next = left?.[Math.min(at, left.length - 1)] ?? field.current
    next?.focus()
  }

  if (chips.length === 0) return null
  return (
    <ul ref={list} aria-label="Understood" className="flex flex-wrap gap-2 pt-1">
      {chips.map((chip, at) => (
        <li key={chip.key} className="max-w-full">
          <button
            type="button"
            aria-label={`Remove: ${lowerFirst(chip.words)}`}
            onClick={() => dismiss(chip, at)}
            onKeyDown={(event) => {
              if (event.key !== 'Backspace' && event.key !== 'Delete') return
              event.preventDefault()
              dismiss(chip, at)
            }}
            className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-one border border-line bg-surface pr-1.5 pl-2 text-13 hover:border-control pointer-coarse:min-h-11 pointer-coarse:px-3"
          >
            <span className="truncate">{chip.words}</span>
            <X aria-hidden className="size-3.5 flex-none text-soft" />
          </button>
        </li>
      ))}
    </ul>
  )
}

const pause = 1_000

/** Announced once the user stops typing, and only for what the text says. */
function useTold(chips: readonly Chip[]) {
  const words = chips
    .filter(({ ranges }) => ranges.length > 0)
    .map((chip) => lowerFirst(chip.words))
    .join(', ')
  useEffect(() => {
    if (!words) return
    const timer = setTimeout(() => announce(`Understood: ${words}`), pause)
    return () => clearTimeout(timer)
  }, [words])
}

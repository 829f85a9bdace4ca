import { priorities } from '../../../worker/domain/task-fields.ts'

const bar = (step: number) => `M${step * 3.5 - 2} ${14 - step * 3}h2.5V14h-2.5z`
const bars = (from: number, to: number) => [1, 2, 3, 4].slice(from, to).map(bar).join('')

/** One more bar for each level, and the word. */
export function PriorityMark({ value }: { value: number }) {
  const word = priorities[value]
  if (!word || value === 0) return null
  return (
    <span className={`inline-flex items-center gap-1 ${value >= 3 ? 'text-ink' : ''}`}>
      <svg viewBox="0 0 16 16" className="size-4 flex-none" aria-hidden="true" fill="currentColor">
        <path d={bars(0, value)} />
        <path d={bars(value, 4)} opacity="0.25" />
      </svg>
      <span>
        <span className="sr-only">Priority: </span>
        {word}
      </span>
    </span>
  )
}

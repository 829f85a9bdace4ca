export const priorities = ['None', 'Low', 'Medium', 'High', 'Urgent'] as const

const bars = [1, 2, 3, 4]

/** One bar more for each step, and the word. */
export function PriorityMark({ value }: { value: number }) {
  const word = priorities[value]
  if (!word || value === 0) return null
  return (
    <span className={`inline-flex items-center gap-1 ${value >= 3 ? 'text-ink' : ''}`}>
      <svg viewBox="0 0 16 16" className="size-4 flex-none" aria-hidden="true" fill="currentColor">
        {bars.map((bar) => (
          <rect
            key={bar}
            x={bar * 3.5 - 2}
            y={14 - bar * 3}
            width="2.5"
            height={bar * 3}
            rx="0.75"
            opacity={bar <= value ? 1 : 0.25}
          />
        ))}
      </svg>
      <span>
        <span className="sr-only">Priority: </span>
        {word}
      </span>
    </span>
  )
}

import { dayInWords } from '../ui/due.ts'
import { priorities } from '../ui/priority.tsx'
import type { Field, Patch, Row } from './row.ts'
import { useToday } from './use-today.ts'

/** Both values of each field that was changed here and elsewhere. */
export function Differences({ row, fields }: { row: Row; fields: Field[] }) {
  const today = useToday()
  const { base, task } = row
  if (!base) return null
  return (
    <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      {fields.map((field) => (
        <div key={field} className="contents">
          <dt className="text-soft">Your {names[field]}</dt>
          <dd className="whitespace-pre-wrap wrap-anywhere">{inWords(field, task, today)}</dd>
          <dt className="text-soft">Their {names[field]}</dt>
          <dd className="whitespace-pre-wrap wrap-anywhere">{inWords(field, base, today)}</dd>
        </div>
      ))}
    </dl>
  )
}

const names = { title: 'title', due_date: 'due date', priority: 'priority', notes: 'notes' }

function inWords(field: Field, values: Patch, today: string): string {
  if (field === 'priority') return priorities[values.priority ?? 0] ?? ''
  if (field === 'due_date') return values.due_date ? dayInWords(values.due_date, today) : 'None'
  return values[field] || 'Empty'
}

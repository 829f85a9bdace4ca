import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { dayInWords } from './due.ts'
import { focusTask } from './focus.ts'
import { priorities } from './priority.tsx'
import type { Field, Patch, Row, Trouble } from './row.ts'
import { useStore } from './use-store.ts'
import { useToday } from './use-today.ts'

type Props = { row: Row; trouble: Trouble; onEdit: () => void }

/** Says why typed text is not saved, shows it, and asks what is to be done. */
export function RowTrouble({ row, trouble, onEdit }: Props) {
  const store = useStore()
  return (
    <div role="alert" className="pt-1 pr-1 pb-3 pl-2.5">
      {trouble.kind === 'conflict' && (
        <Notice
          tone="trouble"
          heir={() => focusTask(row.id)}
          actions={
            <>
              <Button onClick={() => store.resolve(row.id, 'mine')}>Keep mine</Button>
              <Button onClick={() => store.resolve(row.id, 'theirs')}>Keep theirs</Button>
            </>
          }
        >
          <p>
            This task was changed elsewhere while you edited it. Nothing is lost: which to keep?
          </p>
          <Differences row={row} fields={trouble.fields} />
        </Notice>
      )}
      {trouble.kind === 'trashed' && (
        <Notice
          tone="trouble"
          heir={() => focusTask(row.id)}
          actions={
            <>
              <Button onClick={() => store.rescue(row.id)}>Restore with my changes</Button>
              <Button onClick={() => store.discard(row.id)}>Leave it in the trash</Button>
            </>
          }
        >
          This task was deleted elsewhere while you edited it.
        </Notice>
      )}
      {trouble.kind === 'refused' && (
        <Notice
          tone="trouble"
          heir={() => focusTask(row.id)}
          actions={
            trouble.failure.status === 404 ? (
              <>
                <Button onClick={() => addAnew()}>Add it anew</Button>
                <Button onClick={() => store.discard(row.id)}>Discard</Button>
              </>
            ) : (
              <>
                <Button onClick={onEdit}>Edit again</Button>
                <Button onClick={() => store.discard(row.id)}>Discard</Button>
              </>
            )
          }
        >
          {trouble.failure.status === 404
            ? 'Not saved: this task no longer exists.'
            : `Not saved: ${reason(trouble.failure.errors[0]?.detail ?? trouble.failure.detail)}`}
        </Notice>
      )}
    </div>
  )

  function addAnew() {
    const { title, notes, priority, due_date } = row.task
    store.add({ title, notes, priority, due_date })
    store.discard(row.id)
  }
}

function Differences({ row, fields }: { row: Row; fields: Field[] }) {
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

const reason = (detail: string) => (detail.endsWith('.') ? detail : `${detail}.`)

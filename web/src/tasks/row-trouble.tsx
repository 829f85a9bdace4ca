import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Differences } from './differences.tsx'
import { focusTask } from './focus.ts'
import type { Row, Trouble } from './row.ts'
import type { TaskStore } from './store.ts'
import { useStore } from './use-store.ts'

type Props = { row: Row; trouble: Trouble; onEdit: () => void }

/** Says why typed text is not saved, shows it, and asks what is to be done. */
export function RowTrouble({ row, trouble, onEdit }: Props) {
  const store = useStore()
  const { says, answers } = question(store, row, trouble, onEdit)
  return (
    <div role="alert" className="pt-1 pr-1 pb-3 pl-2.5">
      <Notice
        tone="trouble"
        heir={() => focusTask(row.id)}
        actions={answers.map(([word, onClick]) => (
          <Button key={word} onClick={onClick}>
            {word}
          </Button>
        ))}
      >
        {says}
      </Notice>
    </div>
  )
}

type Question = { says: ReactNode; answers: [word: string, onClick: () => void][] }

function question(store: TaskStore, row: Row, trouble: Trouble, onEdit: () => void): Question {
  const { id } = row
  const discard = () => store.discard(id)
  if (trouble.kind === 'conflict') {
    return {
      says: (
        <>
          <p>
            This task was changed elsewhere while you edited it. Nothing is lost: which to keep?
          </p>
          <Differences row={row} fields={trouble.fields} />
        </>
      ),
      answers: [
        ['Keep mine', () => store.resolve(id, 'mine')],
        ['Keep theirs', () => store.resolve(id, 'theirs')],
      ],
    }
  }
  if (trouble.kind === 'trashed') {
    return {
      says: 'This task was deleted elsewhere while you edited it.',
      answers: [
        ['Restore with my changes', () => store.rescue(id)],
        ['Leave it in the trash', discard],
      ],
    }
  }
  const { failure } = trouble
  if (failure.status === 404) {
    return {
      says: 'Not saved: this task no longer exists.',
      answers: [
        ['Add it anew', () => store.addAnew(id)],
        ['Discard', discard],
      ],
    }
  }
  return {
    says: `Not saved: ${sentence(failure.errors[0]?.detail ?? failure.detail)}`,
    answers: [
      ['Edit again', onEdit],
      ['Discard', discard],
    ],
  }
}

const sentence = (detail: string) => (detail.endsWith('.') ? detail : `${detail}.`)

import { useState } from 'react'
import { taskFieldNames } from '../../../worker/domain/task-fields.ts'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { Conflict as Asked, Resolution } from '../data/contract.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useWorkspace } from '../workspace.ts'
import { ConflictSides } from './conflict-sides.tsx'
import { isOne, nameOf } from './conflict-words.ts'

type Props = { task: Task; question: Asked; heir: () => void }

/** A conflict that only the user can resolve. Until then nothing is lost. */
export function ConflictPanel({ task, question, heir }: Props) {
  const { data } = useWorkspace()
  const [isAnswered, setAnswered] = useState(false)
  function say(answer: Resolution, sentence: string) {
    setAnswered(true)
    const again = () => setAnswered(false)
    data.resolve(task.id, answer).persisted.then(again, again)
    announce(sentence)
  }
  if (isAnswered) return null
  const { words, mine, theirs } = wordsOf(question)
  return (
    <div role="alert">
      <Notice
        tone="trouble"
        heir={heir}
        actions={
          <>
            <Button onClick={() => say('mine', mine.told)}>{mine.action}</Button>
            <Button onClick={() => say('theirs', theirs.told)}>{theirs.action}</Button>
          </>
        }
      >
        <p>{words}</p>
        {question.kind === 'rejected' && <Reasons question={question} />}
        {question.kind === 'fields' && (
          <ConflictSides
            task={task}
            fields={question.fields}
            onChosen={(answer) => say(answer, 'Kept your choices')}
          />
        )}
      </Notice>
    </div>
  )
}

function Reasons({ question }: { question: Extract<Asked, { kind: 'rejected' }> }) {
  const { detail, errors } = question
  if (errors.length === 0) return <p className="mt-1 text-soft">{detail}</p>
  return (
    <ul className="mt-1 text-soft">
      {errors.map(({ pointer, detail: why }) => (
        <li key={`${pointer} ${why}`}>
          {fieldOf(pointer)} {why}
        </li>
      ))}
    </ul>
  )
}

/** What the pointer of a problem is about; no more than its own word where that is no field. */
function fieldOf(pointer: string): string {
  const word = pointer.split('/').at(-1) ?? ''
  const field = taskFieldNames.find((name) => name === word)
  return field ? nameOf(field) : `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}

function wordsOf(question: Asked) {
  switch (question.kind) {
    case 'fields': {
      const all = isOne(question.fields) ? '' : 'all '
      return {
        words: 'Changed in two places. Which version do you want?',
        mine: { action: `Keep ${all}mine`, told: 'Kept yours' },
        theirs: { action: `Keep ${all}theirs`, told: 'Kept theirs' },
      }
    }
    case 'trashed':
      return {
        words: 'This task was deleted elsewhere after you changed it here.',
        mine: { action: 'Restore with my changes', told: 'Restored with your changes' },
        theirs: { action: 'Leave it deleted', told: 'Discarded your changes' },
      }
    case 'deleted':
      return {
        words: 'This task was deleted for good elsewhere after you changed it here.',
        mine: { action: 'Add it again', told: 'Added again, with your changes' },
        theirs: { action: 'Discard it', told: 'Discarded' },
      }
    case 'rejected':
      return {
        words: 'Your changes cannot be saved like this. Fix them below, or discard them.',
        mine: { action: 'Try again', told: 'Trying again' },
        theirs: { action: 'Discard my changes', told: 'Discarded your changes' },
      }
  }
}

import { useState } from 'react'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { Conflict, Resolution } from '../data/contract.ts'
import * as preferences from '../preferences.ts'
import { Button } from '../ui/button.tsx'
import { CheckboxField } from '../ui/checkbox-field.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useToday } from '../use-today.ts'
import { useWorkspace } from '../workspace.ts'
import { choicesOf, type Choice as Each } from './conflict-words.ts'

type Props = {
  task: Task
  fields: Extract<Conflict, { kind: 'fields' }>['fields']
  onChosen: (answer: Resolution) => void
}
type Side = 'mine' | 'theirs'

/** Both sides of every field in conflict; if there are several, each can be chosen. */
export function ConflictSides({ task, fields, onChosen }: Props) {
  const { data } = useWorkspace()
  const today = useToday()
  const lists = [...useAtom(data.lists), ...useAtom(data.archivedLists)]
  const [sides, setSides] = useState<Partial<Record<string, Side>>>({})
  const titleOf = (id: string) => data.row(id).get()?.task.title
  const known = { lists, titleOf, today, timeZone: preferences.timeZone() }
  // Mine is the latest local value, even if written after the conflict arose.
  const now = fields.map((clash) => ({ ...clash, mine: task[clash.field] }))
  const choices = choicesOf(now, known)
  const [only, ...more] = choices
  if (only && more.length === 0) return <Two choice={only} />

  function chosen() {
    const sidesOf = ({ name, fields: of }: Each) =>
      of.map((field) => [field, sides[name] ?? 'mine'] as const)
    onChosen(Object.fromEntries(choices.flatMap(sidesOf)))
  }
  return (
    <div className="mt-2 flex flex-col items-start gap-3">
      {choices.map((choice) => (
        <Choose
          key={choice.name}
          choice={choice}
          side={sides[choice.name] ?? 'mine'}
          onChoose={(side) => setSides({ ...sides, [choice.name]: side })}
        />
      ))}
      <Button onClick={chosen}>Use selected</Button>
    </div>
  )
}

const Two = ({ choice: { name, mine, theirs } }: { choice: Each }) => (
  <dl className="mt-2 flex flex-col gap-1">
    {[
      [`${name}, yours`, mine],
      [`${name}, theirs`, theirs],
    ].map(([term, words]) => (
      <div key={term}>
        <dt className="text-13 text-soft">{term}</dt>
        <dd className="max-h-40 overflow-y-auto whitespace-pre-wrap">{words}</dd>
      </div>
    ))}
  </dl>
)

type ChooseProps = { choice: Each; side: Side; onChoose: (side: Side) => void }

const Choose = ({ choice: { name, ...words }, side, onChoose }: ChooseProps) => (
  <fieldset>
    <legend className="text-13 text-soft">{name}</legend>
    {(['mine', 'theirs'] as const).map((each) => (
      <CheckboxField
        key={each}
        type="radio"
        name={`conflict-${name}`}
        label={`${each === 'mine' ? 'Mine' : 'Theirs'}: ${words[each]}`}
        checked={side === each}
        onChange={() => onChoose(each)}
      />
    ))}
  </fieldset>
)

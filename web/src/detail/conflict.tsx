import { useState } from 'react'
import type { Answer, Question } from '../data/contract.ts'
import * as preferences from '../preferences.ts'
import { Button } from '../ui/button.tsx'
import { CheckboxField } from '../ui/checkbox-field.tsx'
import { Notice } from '../ui/notice.tsx'
import { useLive } from '../ui/use-live.ts'
import { useToday } from '../use-today.ts'
import { useWorkspace } from '../workspace.ts'
import { choicesOf, type Choice as Each } from './question-words.ts'

type Props = {
  fields: Extract<Question, { kind: 'conflict' }>['fields']
  say: (answer: Answer, sentence: string) => void
  heir: () => void
}
type Side = 'mine' | 'theirs'

/** Both sides of every field that was changed twice. */
export function Conflict({ fields, say, heir }: Props) {
  const { data } = useWorkspace()
  const today = useToday()
  const lists = [...useLive(data.lists), ...useLive(data.archivedLists)]
  const [sides, setSides] = useState<Partial<Record<string, Side>>>({})
  const titleOf = (id: string) => data.row(id).get()?.task.title
  const known = { lists, titleOf, today, timeZone: preferences.timeZone() }
  const choices = choicesOf(fields, known)
  const isOne = choices.length === 1

  function keepChosen() {
    const answer = Object.fromEntries(
      choices.flatMap(({ name, fields: of }) => of.map((field) => [field, sides[name] ?? 'mine'])),
    )
    say(answer, 'Kept what you chose')
  }

  return (
    <div role="alert">
      <Notice
        tone="trouble"
        heir={heir}
        actions={
          <>
            {!isOne && <Button onClick={keepChosen}>Use what is chosen</Button>}
            <Button onClick={() => say('mine', 'Kept yours')}>
              {isOne ? 'Keep mine' : 'Keep all mine'}
            </Button>
            <Button onClick={() => say('theirs', 'Took theirs')}>
              {isOne ? 'Take theirs' : 'Take all theirs'}
            </Button>
          </>
        }
      >
        <p>This task was changed here and elsewhere. Which is to stay?</p>
        <div className="mt-2 flex flex-col gap-3">
          {choices.map((choice) =>
            isOne ? (
              <Two key={choice.name} choice={choice} />
            ) : (
              <Choose
                key={choice.name}
                choice={choice}
                side={sides[choice.name] ?? 'mine'}
                onChoose={(side) => setSides({ ...sides, [choice.name]: side })}
              />
            ),
          )}
        </div>
      </Notice>
    </div>
  )
}

const Two = ({ choice: { name, mine, theirs } }: { choice: Each }) => (
  <dl className="flex flex-col gap-1">
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

const Choose = ({ choice: { name, mine, theirs }, side, onChoose }: ChooseProps) => (
  <fieldset>
    <legend className="text-13 text-soft">{name}</legend>
    <CheckboxField
      type="radio"
      name={`conflict-${name}`}
      label={`Mine: ${mine}`}
      checked={side === 'mine'}
      onChange={() => onChoose('mine')}
    />
    <CheckboxField
      type="radio"
      name={`conflict-${name}`}
      label={`Theirs: ${theirs}`}
      checked={side === 'theirs'}
      onChange={() => onChoose('theirs')}
    />
  </fieldset>
)

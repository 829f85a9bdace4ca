import { useState } from 'react'
import { limits } from '../../../worker/domain/task-fields.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FieldError } from '../ui/field.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { combine, useNotify } from '../use-notify.ts'
import { useWorkspace } from '../workspace.ts'
import { ChoiceList } from './choice-list.tsx'
import type { Choice } from './choices.ts'
import { labelOf, labelTrouble } from './label.ts'
import type { PickerProps } from './picker-props.ts'
import { useTasks } from './use-selected-tasks.ts'

const creating = 'new label'

/** Each choice takes effect at once, so several can be made before closing. */
export function LabelsPicker({ ids, onClose }: PickerProps) {
  const { data } = useWorkspace()
  const { notify, describeTasks } = useNotify()
  const tasks = useTasks(ids)
  const known = useAtom(data.labels)
  const [filter, setFilter] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const [told, setTold] = useState('')

  // Labels of these tasks first; the order stays while the dialog is open.
  const [first] = useState(() => new Set(tasks.flatMap(({ labels }) => labels)))
  const names = new Set([
    ...[...first].toSorted((one, other) => one.localeCompare(other)),
    ...known.map(({ name }) => name),
    ...tasks.flatMap(({ labels }) => labels),
  ])
  const choices: Choice[] = [...names].map((name) => {
    const having = tasks.filter(({ labels }) => labels.includes(name)).length
    const state = having === 0 ? false : having === tasks.length || ('mixed' as const)
    return { id: `=${name}`, word: name, state }
  })
  const wanted = labelOf(filter)
  if (wanted && !names.has(wanted))
    choices.push({ id: creating, word: `Create “${wanted}”`, alias: filter })

  function choose({ id, word, state }: Choice) {
    const isNew = id === creating
    const name = isNew ? wanted : word
    const adding = state !== true
    const changing = tasks.filter(({ labels }) => labels.includes(name) !== adding)
    const isFull = adding && changing.some(({ labels }) => labels.length >= limits.labels)
    const found =
      (isNew && labelTrouble(name)) ||
      (isFull ? `A task can have at most ${limits.labels} labels.` : undefined)
    setTrouble(found)
    if (found) return
    const done = changing.map(({ id: task, labels }) =>
      data.update([task], {
        labels: adding ? [...labels, name] : labels.filter((one) => one !== name),
      }),
    )
    const whom = describeTasks(changing.map((task) => task.id))
    const sentence = adding ? `Labelled ${whom} “${name}”` : `Removed “${name}” from ${whom}`
    if (done.length > 0) notify(sentence, combine(done))
    setTold(done.length > 0 ? sentence : `“${name}” is already set`)
    setFilter('')
  }

  return (
    <Dialog title="Labels" onClose={onClose}>
      <div className="flex flex-col gap-3">
        <ChoiceList
          label="Find or create a label"
          choices={choices}
          filter={filter}
          onFilter={setFilter}
          onChoose={choose}
          isMultiple
          nothing="No labels yet. Type one."
        />
        {trouble && (
          <div role="alert">
            <FieldError>{trouble}</FieldError>
          </div>
        )}
        {/* Screen readers do not read anything behind a modal dialog, and this one stays open. */}
        <p role="status" className="sr-only">
          {told}
        </p>
        <div className="flex justify-end">
          <Button onClick={onClose}>Done</Button>
        </div>
      </div>
    </Dialog>
  )
}

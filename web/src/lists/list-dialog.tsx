import { type FormEvent, useId, useState } from 'react'
import { useLocation } from 'wouter'
import type { List } from '../../../worker/lists/schema.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useWorkspace } from '../workspace.ts'
import { colors, dots } from './colors.ts'
import { nameFrom, troubleOf } from './name.ts'

type Props = {
  /** The list to edit; absent for a new one. */
  list?: List
  onClose: () => void
}

/** Name and colour of a list. */
export default function ListDialog({ list, onClose }: Props) {
  const { data, history } = useWorkspace()
  const [, go] = useLocation()
  const [name, setName] = useState(list?.name ?? '')
  const [color, setColor] = useState<List['color']>(list?.color ?? 'gray')
  const [trouble, setTrouble] = useState<string>()
  const group = useId()

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const text = nameFrom(name)
    const found = troubleOf(text)
    setTrouble(found)
    if (found) {
      const field = event.currentTarget.elements.namedItem('name')
      if (field instanceof HTMLElement) field.focus()
      return
    }
    const sentence = list ? `Changed the list “${text}”` : `Added the list “${text}”`
    if (list) history.did(sentence, data.updateList(list.id, { name: text, color }))
    else {
      const done = data.createList({ name: text, color })
      history.did(sentence, done)
      go(`/lists/${done.id}`)
    }
    announce(sentence)
    onClose()
  }

  return (
    <Dialog title={list ? 'Edit list' : 'New list'} onClose={onClose}>
      <form noValidate onSubmit={save} className="flex flex-col gap-4">
        <TextField
          label="Name"
          name="name"
          autoComplete="off"
          value={name}
          error={trouble}
          onChange={({ target }) => setName(target.value)}
        />
        <fieldset>
          <legend className="pb-1 text-13 font-medium">Colour</legend>
          <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3">
            {colors.map((each) => (
              <label
                key={each}
                className="flex min-h-8 cursor-pointer items-center gap-2.5 pointer-coarse:min-h-11"
              >
                <input
                  type="radio"
                  name={group}
                  checked={color === each}
                  onChange={() => setColor(each)}
                  className="size-4 flex-none accent-accent"
                />
                <span aria-hidden className={`size-2.5 flex-none rounded-full ${dots[each]}`} />
                {each[0]?.toUpperCase()}
                {each.slice(1)}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary">
            {list ? 'Save' : 'Add'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

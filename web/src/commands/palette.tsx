import {
  type KeyboardEvent,
  useCallback,
  useDeferredValue,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useLocation } from 'wouter'
import type { Command } from '../command-registry.ts'
import { Dialog } from '../ui/dialog.tsx'
import { fieldLook } from '../ui/field.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import { KeysShown } from './keys-shown.tsx'
import { ranked } from './match.ts'
import { commandItems, type Item, placeItems, taskItems } from './palette-items.ts'

type Props = {
  /** The commands that were available when it was opened, which may depend on the focus at that moment. */
  commands: readonly Command[]
  /** Passes the chosen action, to run once the focus is back. */
  onClose: (run?: () => void) => void
}

/** Finds everything by name: a combobox of the ARIA Authoring Practices. */
export default function Palette({ commands, onClose }: Props) {
  const { data } = useWorkspace()
  const [, go] = useLocation()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const ids = useId()
  const asked = useDeferredValue(text)
  const search = useMemo(() => data.view({ kind: 'search', text: asked }), [data, asked])
  const found = useAtom(search)
  const itemsOf = useCallback(
    (words: string, tasks: readonly string[]) =>
      ranked(
        [...commandItems(commands), ...placeItems(data, go), ...taskItems(data, tasks, go)],
        words,
      ),
    [commands, data, go],
  )
  const items = useMemo(() => itemsOf(asked, found), [itemsOf, asked, found])
  const active = Math.min(at, items.length - 1)
  const optionId = (index: number) => `${ids}-${index}`

  function step(to: number) {
    const index = (to + items.length) % items.length
    setAt(index)
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    if (key === 'Enter') {
      event.preventDefault()
      // If the user is faster than the list, Enter means what they have typed.
      const there =
        asked === text ? items : itemsOf(text, data.view({ kind: 'search', text }).get())
      const chosen = there[Math.min(at, there.length - 1)]
      if (chosen) onClose(chosen.run)
    } else if ((key === 'ArrowDown' || key === 'ArrowUp') && items.length > 0) {
      event.preventDefault()
      step(active + (key === 'ArrowDown' ? 1 : -1))
    }
  }

  return (
    <Dialog title="Commands" onClose={onClose}>
      <input
        role="combobox"
        aria-label="Search commands, lists, labels and tasks"
        aria-expanded={items.length > 0}
        aria-controls={`${ids}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? optionId(active) : undefined}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="go"
        placeholder="What do you want to do?"
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          setAt(0)
          list.current?.scrollTo({ top: 0 })
        }}
        onKeyDown={onKeyDown}
        className={fieldLook}
      />
      <p role="status" className={items.length > 0 ? 'sr-only' : 'pt-4 text-soft'}>
        {items.length === 0 ? 'Nothing found.' : text && inWords(items.length)}
      </p>
      {/* Rendered even when empty, because the combobox refers to it. */}
      <div
        ref={list}
        id={`${ids}-list`}
        role="listbox"
        aria-label="Found"
        tabIndex={-1}
        className="-mx-2 mt-2 h-[min(24rem,50dvh)] overflow-y-auto"
      >
        {items.map((item, index) => (
          <Option
            key={item.id}
            id={optionId(index)}
            item={item}
            isActive={index === active}
            onChoose={() => onClose(item.run)}
          />
        ))}
      </div>
    </Dialog>
  )
}

const inWords = (count: number) => (count === 1 ? 'One found.' : `${count} found.`)

type OptionProps = { id: string; item: Item; isActive: boolean; onChoose: () => void }

function Option({ id, item, isActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the combobox, which tells which option is active.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className="flex min-h-9 cursor-pointer items-center gap-3 rounded-one border-transparent border-l-2 px-2 hover:bg-surface aria-selected:border-accent aria-selected:bg-surface pointer-coarse:min-h-11"
    >
      <span className="min-w-0 flex-1 truncate">{item.title}</span>
      {item.title.startsWith(item.group) || (
        <span className="flex-none text-13 text-soft">{item.group}</span>
      )}
      {item.keys && (
        <span className="hidden flex-none sm:inline">
          <KeysShown keys={item.keys.slice(0, 1)} />
        </span>
      )}
    </div>
  )
}

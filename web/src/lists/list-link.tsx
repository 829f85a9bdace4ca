import type { KeyboardEvent } from 'react'
import type { List } from '../../../worker/lists/schema.ts'
import { NavLink, OpenCount } from '../ui/nav-link.tsx'
import { useAtomLater } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import { dots } from './colors.ts'
import { useListActions } from './use-list-actions.ts'

/** A list in the sidebar. Alt with the arrows moves it, except archived lists, which have no order. */
export function ListLink({ list, onGo }: { list: List; onGo: () => void }) {
  const { data } = useWorkspace()
  const count = useAtomLater(data.counts, ({ lists }) => lists.get(list.id) ?? 0)
  const { step } = useListActions()

  function onKeyDown(event: KeyboardEvent) {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (!event.altKey || by === null) return
    event.preventDefault()
    event.stopPropagation()
    step(list, by)
  }

  return (
    <li data-list={list.archived_at ? undefined : list.id}>
      <NavLink
        to={`/lists/${list.id}`}
        count={<OpenCount count={count} />}
        onGo={onGo}
        onKeyDown={onKeyDown}
      >
        <span aria-hidden className="grid size-4 flex-none place-items-center">
          <span className={`size-2.5 rounded-full ${dots[list.color]}`} />
        </span>
        <span className="min-w-0 flex-1 truncate">{list.name}</span>
      </NavLink>
    </li>
  )
}

import { Hash, Plus } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { NavLink, OpenCount } from '../ui/nav-link.tsx'
import { useAtom, useAtomLater } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import { asked } from './asked.ts'
import { Fold } from './fold.tsx'
import { ListLink } from './list-link.tsx'
import { useListOrder } from './use-list-order.ts'

/** Lists and labels, in the sidebar. */
export default function ListNav({ onGo }: { onGo: () => void }) {
  const { data } = useWorkspace()
  const lists = useAtom(data.lists)
  const archived = useAtom(data.archivedLists)
  const labels = useAtomLater(data.labels, (all) => all)
  const order = useListOrder(lists)

  function add() {
    onGo()
    asked.set({ kind: 'new' })
  }

  return (
    <div {...order} className="flex flex-col gap-1">
      <div className="flex items-center justify-between pl-2">
        <h2 className="text-13 font-medium text-soft">Lists</h2>
        <Button look="plain" aria-label="New list" onClick={add}>
          <Plus aria-hidden className="size-4" />
        </Button>
      </div>
      {lists.length > 0 && (
        <ul>
          {lists.map((list) => (
            <ListLink key={list.id} list={list} onGo={onGo} />
          ))}
        </ul>
      )}
      {archived.length > 0 && (
        <Fold title="Archived">
          {archived.map((list) => (
            <ListLink key={list.id} list={list} onGo={onGo} />
          ))}
        </Fold>
      )}
      {labels.length > 0 && (
        <Fold title="Labels">
          {labels.map(({ name, open }) => (
            <li key={name}>
              <NavLink
                to={`/labels/${encodeURIComponent(name)}`}
                count={<OpenCount count={open} />}
                onGo={onGo}
              >
                <Hash aria-hidden className="size-4 flex-none" />
                <span className="min-w-0 flex-1 truncate">{name}</span>
              </NavLink>
            </li>
          ))}
        </Fold>
      )}
    </div>
  )
}

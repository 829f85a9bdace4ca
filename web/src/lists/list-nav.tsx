import { Hash, Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useCommands } from '../commands.ts'
import { Button } from '../ui/button.tsx'
import { NavLink, OpenCount } from '../ui/nav-link.tsx'
import { part } from '../ui/part.ts'
import { useLive } from '../ui/use-live.ts'
import { useWorkspace } from '../workspace.ts'
import { Fold } from './fold.tsx'
import { ListLink } from './list-link.tsx'

const ListDialog = part(() => import('./list-dialog.tsx'))

/** Lists and labels, in the sidebar. */
export default function ListNav({ onGo }: { onGo: () => void }) {
  const { data } = useWorkspace()
  const [isAdding, setAdding] = useState(false)
  const lists = useLive(data.lists)
  const archived = useLive(data.archivedLists)
  const labels = useLive(data.labels)
  useCommands([{ id: 'list.new', title: 'New list…', group: 'Lists', run: () => setAdding(true) }])
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between pl-2">
        <h2 className="text-13 font-medium text-soft">Lists</h2>
        <Button look="plain" aria-label="New list" onClick={() => setAdding(true)}>
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
      <Suspense>{isAdding && <ListDialog onClose={() => setAdding(false)} />}</Suspense>
    </div>
  )
}

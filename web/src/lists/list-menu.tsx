import { Ellipsis } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useCommands } from '../commands.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { part } from '../ui/part.ts'
import { useLive } from '../ui/use-live.ts'
import { useWorkspace } from '../workspace.ts'
import { useListActions } from './use-list-actions.ts'

const ListDialog = part(() => import('./list-dialog.tsx'))
const DeleteList = part(() => import('./delete-list.tsx'))

/** What can be done with the list whose page this is. */
export default function ListMenu({ id }: { id: string }) {
  const { data } = useWorkspace()
  const [asking, setAsking] = useState<'edit' | 'delete' | null>(null)
  const actions = useListActions()
  const lists = useLive(data.lists)
  const archived = useLive(data.archivedLists)
  const list = [...lists, ...archived].find((one) => one.id === id)
  const archiving = list?.archived_at ? 'Take out of the archive' : 'Archive'
  const isListed = lists.length > 1 && !list?.archived_at
  const choices = [
    { id: 'list.edit', title: 'Name and colour…', run: () => setAsking('edit') },
    ...(isListed
      ? [
          { id: 'list.up', title: 'Move up', run: () => void (list && actions.step(list, -1)) },
          { id: 'list.down', title: 'Move down', run: () => void (list && actions.step(list, 1)) },
        ]
      : []),
    { id: 'list.archive', title: archiving, run: () => list && actions.archive(list) },
    { id: 'list.delete', title: 'Delete…', run: () => setAsking('delete') },
  ]
  useCommands(
    choices.map(({ id, title, run }) => ({ id, title: `List: ${title}`, group: 'Lists', run })),
  )
  if (!list) return null
  const close = () => setAsking(null)
  return (
    <>
      <Menu label="List actions" sign={<Ellipsis aria-hidden className="size-5" />}>
        {choices.map(({ id, title, run }) => (
          <MenuItem key={id} onChoose={run}>
            {title}
          </MenuItem>
        ))}
      </Menu>
      <Suspense>
        {asking === 'edit' && <ListDialog list={list} onClose={close} />}
        {asking === 'delete' && <DeleteList list={list} onClose={close} />}
      </Suspense>
    </>
  )
}

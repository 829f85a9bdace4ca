import { Ellipsis } from 'lucide-react'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import { asked } from './asked.ts'
import { useList, useListActions } from './use-list-actions.ts'

/** The menu of the list page. */
export default function ListMenu({ id }: { id: string }) {
  const { data } = useWorkspace()
  const lists = useAtom(data.lists)
  const list = useList(id)
  const { archive, step } = useListActions()
  if (!list) return null
  const at = lists.indexOf(list)
  return (
    <Menu label="List actions" sign={<Ellipsis aria-hidden className="size-5" />}>
      <MenuItem onChoose={() => asked.set({ kind: 'edit', id })}>Edit list…</MenuItem>
      {at > 0 && <MenuItem onChoose={() => step(list, -1)}>Move up</MenuItem>}
      {at >= 0 && at < lists.length - 1 && (
        <MenuItem onChoose={() => step(list, 1)}>Move down</MenuItem>
      )}
      <MenuItem onChoose={() => archive(list)}>
        {list.archived_at ? 'Unarchive' : 'Archive'}
      </MenuItem>
      <MenuItem onChoose={() => asked.set({ kind: 'delete', id })}>Delete…</MenuItem>
    </Menu>
  )
}

import { useEffect } from 'react'
import { useLocation } from 'wouter'
import type { Command } from '../command-registry.ts'
import { deferred } from '../ui/lazy-route.ts'
import { useAtom } from '../ui/use-atom.ts'
import { useCommands } from '../use-commands.ts'
import { asked } from './asked.ts'
import { useList, useListActions } from './use-list-actions.ts'

const ListDialog = deferred(() => import('./list-dialog.tsx'))
const DeleteList = deferred(() => import('./delete-list.tsx'))

/**
 * List commands and their dialogs. They are not in the sidebar, because that may be folded or hidden, and a dialog
 * inside a hidden element is hidden too.
 */
export default function ListCommands() {
  const [path] = useLocation()
  const list = useList(/^\/lists\/([^/]+)/.exec(path)?.[1])
  const { archive, step } = useListActions()
  const group = 'Lists'
  const ofThisPage: Command[] = list
    ? [
        {
          id: 'list.edit',
          title: 'Rename list…',
          group,
          run: () => asked.set({ kind: 'edit', id: list.id }),
        },
        { id: 'list.up', title: 'Move list up', group, run: () => void step(list, -1) },
        { id: 'list.down', title: 'Move list down', group, run: () => void step(list, 1) },
        {
          id: 'list.archive',
          title: list.archived_at ? 'Unarchive list' : 'Archive list',
          group,
          run: () => archive(list),
        },
        {
          id: 'list.delete',
          title: 'Delete list…',
          group,
          run: () => asked.set({ kind: 'delete', id: list.id }),
        },
      ]
    : []
  useCommands([
    { id: 'list.new', title: 'New list…', group, run: () => asked.set({ kind: 'new' }) },
    ...ofThisPage,
  ])
  // The next user must not see this user's dialog.
  useEffect(() => () => asked.set(null), [])
  return <ListQuestion />
}

function ListQuestion() {
  const question = useAtom(asked)
  const list = useList(question && 'id' in question ? question.id : undefined)
  const close = () => asked.set(null)
  if (question?.kind === 'new') return <ListDialog onClose={close} />
  if (!question || !list) return null
  return question.kind === 'edit' ? (
    <ListDialog list={list} onClose={close} />
  ) : (
    <DeleteList list={list} onClose={close} />
  )
}

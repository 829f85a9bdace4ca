import { type ReactNode, useMemo } from 'react'
import { Heading } from '../ui/heading.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import type { Adding } from './adding.ts'
import { DoneTasks } from './done-tasks.tsx'
import { ofList } from './pages.ts'
import { TasksPage } from './tasks-page.tsx'

type Props = { id: string; QuickAdd: Adding; actions: ReactNode }

export default function ListPage({ id, QuickAdd, actions }: Props) {
  const { data } = useWorkspace()
  const readiness = useAtom(data.readiness)
  const lists = useAtom(data.lists)
  const archived = useAtom(data.archivedLists)
  const list = [...lists, ...archived].find((one) => one.id === id)
  const name = list?.name ?? ''
  const page = useMemo(() => ofList(id, name), [id, name])
  if (!list && readiness === 'ready') {
    return (
      <div className="flex flex-col gap-2">
        <Heading title="List not found" />
        <p className="text-16 text-soft">
          It may have been deleted. Its tasks may be in the Inbox or the trash.
        </p>
      </div>
    )
  }
  return (
    <>
      <TasksPage page={page} QuickAdd={QuickAdd} actions={list && actions}>
        {list?.archived_at && <p className="text-soft">This list is archived.</p>}
      </TasksPage>
      <DoneTasks key={id} list={id} />
    </>
  )
}

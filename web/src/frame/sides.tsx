import { type ReactNode, Suspense } from 'react'
import { useLocation } from 'wouter'
import { Announcer } from '../ui/announcer.tsx'
import { newTaskField } from '../ui/new-task-field.ts'
import { useCommands } from '../use-commands.ts'
import { useWorkspace } from '../workspace.ts'
import { Drawer } from './drawer.tsx'
import { goCommands } from './go-commands.ts'
import { Sidebar } from './sidebar.tsx'
import { useSidebar } from './use-sidebar.ts'
import { useTitleCount } from './use-title-count.ts'

type Props = { listNav: (onGo: () => void) => ReactNode; accountBar: ReactNode }

/** The sidebar, where there is room and it is wanted; else a button for it. */
export default function Sides({ listNav, accountBar }: Props) {
  const { data } = useWorkspace()
  const [, go] = useLocation()
  const { isFolded, fold, unfold, command } = useSidebar()
  useTitleCount(data)
  useCommands([
    {
      id: 'task.add',
      title: 'Add a task',
      group: 'Tasks',
      keys: ['q'],
      run() {
        const field = document.getElementById(newTaskField)
        if (field) field.focus()
        else go('/inbox?add=')
      },
    },
    ...goCommands(go),
    command,
  ])
  return (
    <>
      {isFolded || (
        <aside
          aria-label="Sidebar"
          className="hidden h-full w-60 overflow-y-auto border-line border-r md:block"
        >
          <Sidebar
            listNav={<Suspense>{listNav(() => {})}</Suspense>}
            accountBar={<Suspense>{accountBar}</Suspense>}
            onFold={fold}
          />
        </aside>
      )}
      <Drawer isFolded={isFolded} onUnfold={unfold}>
        {(close) => (
          <Sidebar
            listNav={<Suspense>{listNav(close)}</Suspense>}
            accountBar={<Suspense>{accountBar}</Suspense>}
            onGo={close}
          />
        )}
      </Drawer>
      <Announcer />
    </>
  )
}

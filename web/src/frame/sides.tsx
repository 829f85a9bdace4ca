import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { Announcer } from '../ui/announcer.tsx'
import { newTaskField } from '../ui/new-task-field.ts'
import { useCommands } from '../use-commands.ts'
import { Drawer } from './drawer.tsx'
import { goCommands } from './go-commands.ts'
import { Sidebar } from './sidebar.tsx'
import { TitleCount } from './title-count.ts'
import { useSidebar } from './use-sidebar.ts'

type Props = { listNav: (onGo: () => void) => ReactNode; accountBar: ReactNode }

/** The sidebar, if there is room and it is wanted; else a button for it. */
export default function Sides({ listNav, accountBar }: Props) {
  const [, go] = useLocation()
  const { isFolded, fold, unfold, command } = useSidebar()
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
          <Sidebar listNav={listNav(() => {})} accountBar={accountBar} onFold={fold} />
        </aside>
      )}
      <Drawer isFolded={isFolded} onUnfold={unfold}>
        {(close) => <Sidebar listNav={listNav(close)} accountBar={accountBar} onGo={close} />}
      </Drawer>
      <TitleCount />
      <Announcer />
    </>
  )
}

// Around every page of whoever is signed in: sidebar or drawer, the page, the task that is open, what was just done.
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { useCommands } from '../commands.ts'
import { Announcer } from '../ui/announcer.tsx'
import { RoomBoundary } from '../ui/room-boundary.tsx'
import { useOpenTask } from '../use-open-task.ts'
import { useWorkspace } from '../workspace.ts'
import { DetailSlot } from './detail-slot.tsx'
import { Drawer } from './drawer.tsx'
import { goCommands } from './go-commands.ts'
import { Sidebar } from './sidebar.tsx'
import { SyncTrouble } from './sync-trouble.tsx'
import { UndoToast } from './undo-toast.tsx'
import { useFreshness } from './use-freshness.ts'
import { useSidebar } from './use-sidebar.ts'
import { useTitleCount } from './use-title-count.ts'

type Props = {
  /** Of the lists; `onGo` when one of its links was followed. */
  listNav: (onGo: () => void) => ReactNode
  accountBar: ReactNode
  Detail: ComponentType<{ id: string; onClose: () => void }>
  /** What no page needs before it is there: keys, palette, pickers, news of a new version. */
  later: readonly (() => Promise<{ default: ComponentType }>)[]
  go: (path: string) => void
  children: ReactNode
}

export function Frame({ listNav, accountBar, Detail, later, go, children }: Props) {
  const { data } = useWorkspace()
  const task = useOpenTask()
  const sidebar = useSidebar()
  useFreshness(data)
  useTitleCount(data)
  useCommands([...goCommands(go), sidebar.command])

  return (
    <div className="h-dvh md:flex">
      {sidebar.isFolded || (
        <div className="hidden w-60 flex-none overflow-y-auto border-line border-r md:block">
          <Sidebar listNav={listNav(() => {})} accountBar={accountBar} onFold={sidebar.fold} />
        </div>
      )}
      <div data-scroller className="relative h-full min-w-0 flex-1 overflow-y-auto">
        <Drawer isFolded={sidebar.isFolded} onUnfold={sidebar.unfold}>
          {(close) => <Sidebar listNav={listNav(close)} accountBar={accountBar} onGo={close} />}
        </Drawer>
        <main className="mx-auto max-w-[720px] px-4 pt-4 pb-32 md:px-6 md:pt-8">
          <SyncTrouble />
          {children}
        </main>
      </div>
      {task.id && (
        <DetailSlot onClose={task.close}>
          <RoomBoundary key={task.id} room="This task">
            <Suspense>
              <Detail id={task.id} onClose={task.close} />
            </Suspense>
          </RoomBoundary>
        </DetailSlot>
      )}
      <UndoToast />
      <Later parts={later} />
      <Announcer />
    </div>
  )
}

const loaded = new Map<() => Promise<{ default: ComponentType }>, ComponentType>()

function Later({ parts }: { parts: Props['later'] }) {
  const shown = parts.map((load) => {
    const known = loaded.get(load) ?? lazy(load)
    loaded.set(load, known)
    return known
  })
  return shown.map((Part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts are the same ones for ever.
    <RoomBoundary key={at} room="A part of Duly" isQuiet>
      <Suspense>
        <Part />
      </Suspense>
    </RoomBoundary>
  ))
}

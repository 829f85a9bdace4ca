// The frame around every page of a signed-in user: sidebar or drawer, the page, the open task, the last action.
import { type ComponentType, type ReactNode, Suspense } from 'react'
import { deferred, lazyRoute } from '../ui/lazy-route.ts'
import { RoomBoundary } from '../ui/room-boundary.tsx'
import { useOpenTask } from '../use-open-task.ts'
import { useWorkspace } from '../workspace.ts'
import { useFreshness } from './use-freshness.ts'
import { useIsFolded } from './use-sidebar.ts'

const Sides = deferred(() => import('./sides.tsx'))
const DetailSlot = lazyRoute(() => import('./detail-slot.tsx'))
const SyncTrouble = deferred(() => import('./sync-trouble.tsx'))
const UndoToast = deferred(() => import('./undo-toast.tsx'))

type Props = {
  /** The page has been painted, so the rest may load. */
  isPainted: boolean
  /** Renders the lists; `onGo` runs when one of their links is followed. */
  listNav: (onGo: () => void) => ReactNode
  accountBar: ReactNode
  detail: (id: string, onClose: () => void) => ReactNode
  /** Parts that belong to no page: shortcuts, palette, pickers, update notice. */
  parts: readonly ComponentType[]
  children: ReactNode
}

export function Frame({ isPainted, listNav, accountBar, detail, parts, children }: Props) {
  const { data } = useWorkspace()
  const task = useOpenTask()
  const isFolded = useIsFolded()
  useFreshness(data)
  const main = (
    <main className="mx-auto max-w-[720px] px-4 pt-4 pb-32 md:px-6 md:pt-8">
      {isPainted && (
        <Quiet>
          <SyncTrouble />
        </Quiet>
      )}
      {children}
    </main>
  )
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <div className={`min-h-12 flex-none md:min-h-0 ${isFolded ? '' : 'md:w-60'}`}>
        {isPainted && (
          <Quiet>
            <Sides listNav={listNav} accountBar={accountBar} />
          </Quiet>
        )}
      </div>
      <div data-scroller className="min-h-0 min-w-0 flex-1 overflow-y-auto">
        {main}
      </div>
      {task.id && (
        <RoomBoundary key={task.id} room="This task">
          <Suspense>
            <DetailSlot onClose={task.close}>{detail(task.id, task.close)}</DetailSlot>
          </Suspense>
        </RoomBoundary>
      )}
      {isPainted && (
        <Quiet>
          <UndoToast />
        </Quiet>
      )}
      {isPainted &&
        parts.map((Part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are the same ones for ever.
          <Quiet key={at}>
            <Part />
          </Quiet>
        ))}
    </div>
  )
}

/** Loads without a placeholder, and leaves the page intact if it breaks. */
function Quiet({ children }: { children: ReactNode }) {
  return <RoomBoundary room="A part of Duly">{children}</RoomBoundary>
}

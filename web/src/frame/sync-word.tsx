import { Check, CircleAlert, CloudOff, LoaderCircle } from 'lucide-react'
import type { SyncState } from '../data/contract.ts'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'

/** Whether all changes have reached the server, in a word or two. */
export function SyncWord() {
  const { data } = useWorkspace()
  const state = useAtom(data.state)
  const [Icon, words] = wordsOf(state)
  return (
    <p className="flex min-h-8 items-center gap-2.5 px-2 text-13 text-soft">
      <Icon aria-hidden className="size-4 flex-none" />
      {words}
    </p>
  )
}

function wordsOf(state: SyncState) {
  const waiting = 'waiting' in state && state.waiting > 0 ? ` · ${state.waiting} waiting` : ''
  switch (state.kind) {
    case 'saved':
      return [Check, 'Saved'] as const
    case 'saving':
      return [LoaderCircle, 'Saving…'] as const
    case 'offline':
      return [CloudOff, `Offline${waiting}`] as const
    case 'trouble':
      return [CircleAlert, `Not synced${waiting}`] as const
  }
}

import type { SyncState } from '../data/contract.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useLive } from '../ui/use-live.ts'
import { useWorkspace } from '../workspace.ts'

/** What stands in the way of saving, and what to do about it; and how far the first synchronisation is. */
export default function SyncTrouble() {
  const { data } = useWorkspace()
  const state = useLive(data.state)
  const firstSync = useLive(data.firstSync)
  return (
    <>
      {firstSync !== null && firstSync > 0 && (
        <p role="status" className="pb-4 text-13 text-soft">
          Fetching your tasks: {firstSync.toLocaleString('en')} so far…
        </p>
      )}
      <div role="alert" className="pb-4 empty:hidden">
        {state.kind === 'trouble' && (
          <Notice
            tone="trouble"
            actions={<Button onClick={() => void data.sync()}>Try again now</Button>}
          >
            {sentenceOf(state)}
          </Notice>
        )}
      </div>
    </>
  )
}

function sentenceOf({ code, detail, waiting }: SyncState & { kind: 'trouble' }): string {
  if (code === 'browser')
    return `This browser cannot keep what you do: ${detail}. Leave this page open until all is saved.`
  const kept = waiting === 0 ? '' : ' What you do is kept in this browser meanwhile.'
  return `The server cannot be asked right now. ${detail}${kept}`
}

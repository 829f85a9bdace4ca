import { useLayoutEffect, useRef } from 'react'
import type { SyncState } from '../data/contract.ts'
import { Button } from '../ui/button.tsx'
import { focusPage } from '../ui/new-task-field.ts'
import { Notice } from '../ui/notice.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import { Reload, StorageNotice } from './storage-notice.tsx'

/** Shows why changes are not syncing and what to do about it, and the progress of the first sync. */
export default function SyncTrouble() {
  const { data } = useWorkspace()
  const state = useAtom(data.state)
  const firstSync = useAtom(data.firstSync)
  return (
    <>
      {firstSync !== null && firstSync > 0 && <Fetching count={firstSync} />}
      <div role="alert" className="pb-4 empty:hidden">
        {state.kind === 'trouble' && (
          <Notice
            tone="trouble"
            actions={
              endings[state.code] ? (
                <Reload />
              ) : (
                <Button onClick={() => void data.sync()}>Try again now</Button>
              )
            }
          >
            {endings[state.code] ?? sentenceOf(state)}
          </Notice>
        )}
        {data.storageTrouble && <StorageNotice {...data.storageTrouble} />}
      </div>
    </>
  )
}

/** Downloaded tasks can be used during the download, and while it is paused. */
function Fetching({ count }: { count: number }) {
  const { data } = useWorkspace()
  const isHeld = useAtom(data.isPullPaused)
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const last = button.current
    // The button disappears at the end; the focus must not be lost with it.
    return () => void (document.activeElement === last && focusPage())
  }, [])
  const all = count.toLocaleString('en')
  return (
    <div className="flex flex-wrap items-center gap-x-3 pb-4 text-13 text-soft">
      <p role="status">
        {isHeld
          ? `Paused. ${all} downloaded; resume to get the rest.`
          : `Downloading your tasks: ${all} so far…`}
      </p>
      <Button ref={button} onClick={() => data.pausePull(!isHeld)}>
        {isHeld ? 'Resume' : 'Pause'}
      </Button>
    </div>
  )
}

/** Causes that end this tab: nothing in it syncs before it is reloaded. */
const endings: Record<string, string | undefined> = {
  closed: 'You signed out in another tab. Reload this page.',
  upgraded:
    'A newer version of Duly is open in another tab. Reload this page to use it here too; your changes are kept.',
  terminated: 'The browser has closed its copy of your tasks. Reload this page.',
}

function sentenceOf({ code, detail, waiting }: SyncState & { kind: 'trouble' }): string {
  if (code === 'browser')
    return `This browser can't save your changes: ${detail}. Keep this page open until everything is synced.`
  const kept = waiting === 0 ? '' : ' Your changes are saved in this browser and will sync later.'
  const why =
    code === 'foreign'
      ? "Something answers in its place: a proxy, a firewall, or this network's sign-in page."
      : detail
  return `Can't reach the server. ${why}${kept}`
}

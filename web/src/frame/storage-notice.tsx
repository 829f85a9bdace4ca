import type { StorageTrouble } from '../data/contract.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Explains why this tab works without the tasks stored in this browser, what is pending there, and what to do. */
export function StorageNotice({ kind, unsent }: StorageTrouble) {
  return (
    <Notice tone="trouble" actions={<Reload />}>
      {reasons[kind]} {pending(unsent)} Until then Duly works with the server directly: keep this
      page open until everything is synced.
    </Notice>
  )
}

export const Reload = () => <Button onClick={() => location.reload()}>Reload</Button>

const reasons: Record<StorageTrouble['kind'], string> = {
  newer:
    "A newer version of Duly has stored your tasks in this browser, and this version can't read them. Reload this page to get the newer version.",
  blocked:
    'Another tab keeps an older version of your tasks open. Close your other Duly tabs, then reload this page.',
  unreadable: "The tasks stored in this browser can't be opened. Reload this page to try again.",
}

function pending(unsent: number | null): string {
  if (unsent === null) return 'Unsynced changes stay stored there.'
  if (unsent === 0) return 'Everything stored there is synced.'
  return unsent === 1
    ? '1 unsynced change stays stored there.'
    : `${unsent} unsynced changes stay stored there.`
}

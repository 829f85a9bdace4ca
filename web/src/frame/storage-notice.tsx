import type { StorageTrouble } from '../data/contract.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Says that this tab works without the tasks that are kept in this browser, what waits there, and what to do. */
export function StorageNotice({ kind, unsent }: StorageTrouble) {
  return (
    <Notice tone="trouble" actions={<LoadAgain />}>
      {reasons[kind]} {waits(unsent)} Here you work with the server directly: leave this page open
      until all is saved.
    </Notice>
  )
}

export const LoadAgain = () => <Button onClick={() => location.reload()}>Load again</Button>

const reasons: Record<StorageTrouble['kind'], string> = {
  newer:
    'A newer version of Duly has kept your tasks in this browser, and this version cannot read them. Load this page again to get the newer one.',
  blocked:
    'Another tab holds the tasks that are kept in this browser for an older version of Duly. Close your other tabs, then load this page again.',
  unreadable:
    'The tasks that are kept in this browser could not be opened. Load this page again to try once more.',
}

function waits(unsent: number | null): string {
  if (unsent === null) return 'Changes that were not sent yet stay there.'
  if (unsent === 0) return 'All changes kept there have been sent.'
  return unsent === 1
    ? 'One change kept there has not been sent yet; it stays there.'
    : `${unsent} changes kept there have not been sent yet; they stay there.`
}

import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Draft } from './use-draft.ts'

type Props = { draft: Draft; what: string; heir: () => void }

/** What is being typed was changed elsewhere: neither is lost before the person has chosen. */
export function Meanwhile({ draft, what, heir }: Props) {
  if (draft.theirs === null) return null
  return (
    <Notice
      tone="trouble"
      heir={heir}
      actions={
        <>
          <Button onClick={() => draft.keepMine()}>Keep mine</Button>
          <Button onClick={() => draft.restore()}>Take theirs</Button>
        </>
      }
    >
      <p>The {what} changed elsewhere while you were typing. By now it says:</p>
      <p className="mt-1 max-h-40 overflow-y-auto whitespace-pre-wrap text-soft">
        {draft.theirs || 'Nothing.'}
      </p>
    </Notice>
  )
}

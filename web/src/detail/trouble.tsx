import { Button } from '../ui/button.tsx'
import { FieldError } from '../ui/field.tsx'
import type { Draft } from '../use-draft.ts'

type Props = { id: string; draft: Draft; focusFallback: () => void }

/** Why what is typed is not saved; and the way back for whoever has no Escape key. */
export function Trouble({ id, draft, focusFallback }: Props) {
  if (!draft.trouble) return null
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <FieldError id={id}>{draft.trouble}</FieldError>
      {draft.isDirty && (
        <Button
          look="plain"
          onClick={() => {
            draft.restore()
            focusFallback()
          }}
        >
          Discard it
        </Button>
      )}
    </div>
  )
}

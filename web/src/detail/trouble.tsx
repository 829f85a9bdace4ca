import { Button } from '../ui/button.tsx'
import { FieldError } from '../ui/field.tsx'
import type { FieldDraft } from '../use-draft.ts'

type Props = { id: string; draft: FieldDraft; focusFallback: () => void }

/** Says why the text is not saved, and lets users without an Escape key discard it. */
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

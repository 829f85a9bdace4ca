import { type ReactNode, useId } from 'react'
import { Icon } from './icon.tsx'

export const fieldLook =
  'w-full min-w-0 min-h-9 pointer-coarse:min-h-11 rounded-one border border-control bg-paper px-3 py-1.5 text-16 text-ink -outline-offset-1 aria-invalid:border-alarm'

/** Connects a control to its label and to the hint or error below it. */
export function useFieldIds(error: string | undefined, hint?: string) {
  const id = useId()
  const below = error || hint ? `${id}-below` : undefined
  const control = { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': below }
  return { id, below, control }
}

type FrameProps = {
  label: string
  /** The label exists, but the layout makes it clear without showing it. */
  isLabelHidden?: boolean | undefined
  htmlFor: string
  children: ReactNode
}

export function FieldFrame({ label, isLabelHidden, htmlFor, children }: FrameProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label
        htmlFor={htmlFor}
        className={isLabelHidden ? 'sr-only' : 'text-13 font-medium text-ink'}
      >
        {label}
      </label>
      {children}
    </div>
  )
}

/** Marks the field above as invalid, by icon, words and colour. */
export function FieldError({ id, children }: { id?: string | undefined; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1 text-13 text-alarm">
      <span className="mt-0.5">
        <Icon of="alarm" />
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  )
}

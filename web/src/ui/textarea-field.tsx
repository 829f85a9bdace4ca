import type { ComponentProps } from 'react'
import { FieldError, FieldFrame, fieldLook, useFieldIds } from './field.tsx'

type Props = Omit<ComponentProps<'textarea'>, 'className' | 'id'> & {
  label: string
  error?: string | undefined
}

/** Grows with its text where the browser can do that. */
export function TextareaField({ label, error, ...rest }: Props) {
  const { id, below, control } = useFieldIds(error)
  return (
    <FieldFrame label={label} htmlFor={id}>
      <textarea
        {...rest}
        {...control}
        className={`${fieldLook} field-sizing-content max-h-96 min-h-20 resize-y pointer-coarse:min-h-20`}
      />
      {error && <FieldError id={below}>{error}</FieldError>}
    </FieldFrame>
  )
}

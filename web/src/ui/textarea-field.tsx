import { type ComponentProps, useId } from 'react'
import { FieldError, FieldFrame, fieldLook } from './field.tsx'

type Props = Omit<ComponentProps<'textarea'>, 'className' | 'id'> & {
  label: string
  error?: string | undefined
}

/** Grows with its text where the browser can do that. */
export function TextareaField({ label, error, ...rest }: Props) {
  const id = useId()
  const below = error ? `${id}-below` : undefined
  return (
    <FieldFrame label={label} htmlFor={id}>
      <textarea
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={below}
        className={`${fieldLook} field-sizing-content max-h-96 min-h-20 resize-y pointer-coarse:min-h-20`}
      />
      {error && <FieldError id={below}>{error}</FieldError>}
    </FieldFrame>
  )
}

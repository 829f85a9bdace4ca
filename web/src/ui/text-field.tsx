import type { ComponentProps } from 'react'
import { FieldError, FieldFrame, fieldLook, useFieldIds } from './field.tsx'

type Props = Omit<ComponentProps<'input'>, 'className' | 'id'> & {
  label: string
  isLabelHidden?: boolean
  hint?: string | undefined
  error?: string | undefined
}

/** An input with its label above, and its hint or error below. */
export function TextField({ label, isLabelHidden, hint, error, ...rest }: Props) {
  const { id, below, control } = useFieldIds(error, hint)
  return (
    <FieldFrame label={label} isLabelHidden={isLabelHidden} htmlFor={id}>
      <input {...rest} {...control} className={fieldLook} />
      {error ? (
        <FieldError id={below}>{error}</FieldError>
      ) : (
        hint && (
          <p id={below} className="text-13 text-soft">
            {hint}
          </p>
        )
      )}
    </FieldFrame>
  )
}

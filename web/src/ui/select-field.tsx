import { type ComponentProps, useId } from 'react'
import { FieldError, FieldFrame, fieldLook } from './field.tsx'

type Props = Omit<ComponentProps<'select'>, 'className' | 'id' | 'children'> & {
  label: string
  options: { value: number | string; word: string }[]
  error?: string | undefined
}

export function SelectField({ label, options, error, ...rest }: Props) {
  const id = useId()
  const below = error ? `${id}-below` : undefined
  return (
    <FieldFrame label={label} htmlFor={id}>
      <select
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={below}
        className={fieldLook}
      >
        {options.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
      {error && <FieldError id={below}>{error}</FieldError>}
    </FieldFrame>
  )
}

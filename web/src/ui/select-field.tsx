import type { ComponentProps } from 'react'
import { FieldError, FieldFrame, fieldLook, useFieldIds } from './field.tsx'

type Props = Omit<ComponentProps<'select'>, 'className' | 'id' | 'children'> & {
  label: string
  options: { value: number | string; word: string }[]
  error?: string | undefined
}

export function SelectField({ label, options, error, ...rest }: Props) {
  const { id, below, control } = useFieldIds(error)
  return (
    <FieldFrame label={label} htmlFor={id}>
      <select {...rest} {...control} className={fieldLook}>
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

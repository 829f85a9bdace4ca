import type { ComponentProps } from 'react'
import { useId } from 'react'

type Props = Omit<ComponentProps<'input'>, 'className' | 'id' | 'type'> & {
  type?: 'checkbox' | 'radio'
  label: string
}

/** A checkbox or radio button with its label; both are the target. */
export function CheckboxField({ type = 'checkbox', label, ...rest }: Props) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className="flex min-h-8 cursor-pointer items-center gap-2.5 pointer-coarse:min-h-11"
    >
      <input {...rest} id={id} type={type} className="size-4.5 flex-none accent-accent" />
      {label}
    </label>
  )
}

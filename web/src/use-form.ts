import { type FormEvent, useRef, useState } from 'react'
import { type FormErrors, type FormWords, formErrors } from './failure-messages.ts'

interface Options<Field extends string> extends FormWords<Field> {
  fields: readonly Field[]
  /** Checks that need no call. */
  check?: (values: Record<Field, string>) => FormErrors<Field>
  submit: (values: Record<Field, string>) => Promise<void>
}

/** The errors, busy state and focus of a form. */
export function useForm<Field extends string>(options: Options<Field>) {
  const { fields, check, submit, ...words } = options
  const [errors, setErrors] = useState<FormErrors<Field>>({})
  const [busy, setBusy] = useState(false)
  const ref = useRef<HTMLFormElement>(null)

  function show(found: FormErrors<Field>) {
    setErrors(found)
    const first = fields.find((field) => found[field]) ?? fields.at(-1)
    const input = ref.current?.elements.namedItem(first ?? '')
    if (input instanceof HTMLElement) input.focus()
  }

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    const values = readValues(fields, new FormData(event.currentTarget))
    const found = check?.(values) ?? {}
    if (Object.keys(found).length > 0) return show(found)
    setErrors({})
    setBusy(true)
    try {
      await submit(values)
    } catch (failure) {
      show(formErrors(failure, fields, words))
    } finally {
      setBusy(false)
    }
  }

  return { errors, busy, form: { ref, onSubmit, noValidate: true } }
}

function readValues<Field extends string>(fields: readonly Field[], data: FormData) {
  const entries = fields.map((field) => [field, String(data.get(field) ?? '')] as const)
  // Every field has an entry; `fromEntries` loses the names of the keys.
  return Object.fromEntries(entries) as Record<Field, string>
}

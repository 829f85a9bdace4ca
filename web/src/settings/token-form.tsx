// The form that makes a token, and shows its secret once.
import { type ReactNode, useState } from 'react'
import type { TokenScope } from '../../../worker/domain/scopes.ts'
import { limits } from '../../../worker/domain/task-fields.ts'
import type { FormErrors } from '../failure-messages.ts'
import type { Api } from '../typed-api.ts'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useForm } from '../use-form.ts'
import { FormTrouble } from './form-trouble.tsx'
import { Secret } from './secret.tsx'
import { focusSection } from './section.tsx'
import { type Created, tokenMaker } from './token-calls.ts'

export type MakingProps = { api: Api; onMade: () => void }

type Props = MakingProps & {
  name: { label: string; hint?: string; missing: string }
  /** The lifetime in days, unless another is chosen. */
  days: number
  submit: string
  secret: { label: string; about: string; of: (created: Created) => string }
  chosen: () => TokenScope[]
  /** The field of the scopes, if there is a choice, given its error. */
  children?: (error: string | undefined) => ReactNode
}

type Field = 'name' | 'scopes' | 'expires_in_days'

const lifetimes = [
  { value: 7, word: 'A week' },
  { value: 30, word: '30 days' },
  { value: 90, word: '90 days' },
  { value: 365, word: 'A year' },
]

export function TokenForm({
  api,
  onMade,
  name,
  days,
  submit,
  secret,
  chosen,
  children: scopesField,
}: Props) {
  const [shown, setShown] = useState('')
  const [make] = useState(() => tokenMaker(api))
  const { errors, busy, form } = useForm<Field>({
    fields: scopesField ? ['name', 'expires_in_days', 'scopes'] : ['name', 'expires_in_days'],
    check: (values) => {
      const found: FormErrors<Field> = {}
      if (!values.name.trim()) found.name = name.missing
      if (chosen().length === 0) found.scopes = 'Allow it at least one thing.'
      return found
    },
    submit: async (values) => {
      const created = await make({
        name: values.name.trim(),
        scopes: chosen(),
        expires_in_days: Number(values.expires_in_days),
      })
      setShown(secret.of(created))
      onMade()
    },
  })

  if (shown) {
    return (
      <Secret
        label={secret.label}
        about={secret.about}
        value={shown}
        onDone={() => {
          setShown('')
          focusSection()
        }}
      />
    )
  }
  return (
    <form {...form} className="flex max-w-sm flex-col items-start gap-4">
      <FormTrouble>{errors.form}</FormTrouble>
      <div className="flex w-full flex-col gap-4">
        <TextField
          label={name.label}
          name="name"
          autoComplete="off"
          maxLength={limits.nameLength}
          required
          hint={name.hint}
          error={errors.name}
        />
        {scopesField?.(errors.scopes)}
        <SelectField
          label="It ends after"
          name="expires_in_days"
          options={lifetimes}
          defaultValue={days}
          error={errors.expires_in_days}
        />
      </div>
      <Button type="submit" busy={busy}>
        {busy ? 'Creating…' : submit}
      </Button>
    </form>
  )
}

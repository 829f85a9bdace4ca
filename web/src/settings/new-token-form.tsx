import { useRef, useState } from 'react'
import { limits } from '../../../worker/domain/task-fields.ts'
import type { NewToken } from '../../../worker/tokens/schema.ts'
import type { FormErrors } from '../failure-messages.ts'
import type { Api } from '../typed-api.ts'
import { Button } from '../ui/button.tsx'
import { CheckboxField } from '../ui/checkbox-field.tsx'
import { FieldError } from '../ui/field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useForm } from '../use-form.ts'
import { FormTrouble } from './form-trouble.tsx'
import { scopes } from './scopes.ts'
import { Secret } from './secret.tsx'
import { focusSection } from './section.tsx'
import { tokenMaker } from './token-calls.ts'

const fields = ['name', 'expires_in_days', 'scopes'] as const
type Field = (typeof fields)[number]

export const lifetimes = [
  { value: 7, word: 'A week' },
  { value: 30, word: '30 days' },
  { value: 90, word: '90 days' },
  { value: 365, word: 'A year' },
]

export function NewTokenForm({ api, onMade }: { api: Api; onMade: () => void }) {
  const [secret, setSecret] = useState('')
  const [make] = useState(() => tokenMaker(api))
  const boxes = useRef<HTMLFieldSetElement>(null)
  const chosen = () => {
    const all = boxes.current?.querySelectorAll<HTMLInputElement>('input:checked') ?? []
    const values = new Set([...all].map(({ value }) => value))
    return scopes.map(({ scope }) => scope).filter((scope) => values.has(scope))
  }
  const { errors, busy, form } = useForm({
    fields,
    check: ({ name }) => {
      const found: FormErrors<Field> = {}
      if (!name.trim()) found.name = 'Say what it is for.'
      if (chosen().length === 0) found.scopes = 'Allow it at least one thing.'
      return found
    },
    submit: async ({ name, expires_in_days }) => {
      const wish: NewToken = {
        name: name.trim(),
        scopes: chosen(),
        expires_in_days: Number(expires_in_days),
      }
      setSecret((await make(wish)).token)
      onMade()
    },
  })

  if (secret) {
    return (
      <Secret
        label="New token"
        about="Copy it now: it is not shown again. Treat it as a password."
        value={secret}
        onDone={() => {
          setSecret('')
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
          label="What is it for?"
          name="name"
          autoComplete="off"
          maxLength={limits.nameLength}
          required
          hint="As “Backup script”"
          error={errors.name}
        />
        <fieldset ref={boxes} aria-describedby={errors.scopes ? scopesError : undefined}>
          <legend className="mb-1 text-13 font-medium">It may</legend>
          <div className="grid gap-x-4 sm:grid-flow-col sm:grid-cols-2 sm:grid-rows-3">
            {scopes.map(({ scope, words }) => (
              <CheckboxField
                key={scope}
                name="scopes"
                value={scope}
                label={words}
                defaultChecked={scope === 'tasks:read'}
              />
            ))}
          </div>
          {errors.scopes && <FieldError id={scopesError}>{errors.scopes}</FieldError>}
        </fieldset>
        <SelectField
          label="It ends after"
          name="expires_in_days"
          options={lifetimes}
          defaultValue={90}
          error={errors.expires_in_days}
        />
      </div>
      <Button type="submit" busy={busy}>
        {busy ? 'Creating…' : 'Create token'}
      </Button>
    </form>
  )
}

const scopesError = 'new-token-scopes-error'

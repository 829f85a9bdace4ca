import { useState } from 'react'
import { limits } from '../../../worker/domain/task-fields.ts'
import type { Api } from '../typed-api.ts'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useForm } from '../use-form.ts'
import { FormTrouble } from './form-trouble.tsx'
import { lifetimes } from './new-token-form.tsx'
import { Secret } from './secret.tsx'
import { focusSection } from './section.tsx'
import { tokenMaker } from './token-calls.ts'

const fields = ['name', 'expires_in_days'] as const

export function NewFeedForm({ api, onMade }: { api: Api; onMade: () => void }) {
  const [address, setAddress] = useState('')
  const [make] = useState(() => tokenMaker(api))
  const { errors, busy, form } = useForm({
    fields,
    check: ({ name }) => (name.trim() ? {} : { name: 'Say which calendar it is for.' }),
    submit: async ({ name, expires_in_days }) => {
      const created = await make({
        name: name.trim(),
        scopes: ['feed:read'],
        expires_in_days: Number(expires_in_days),
      })
      setAddress(created.feed_url ?? '')
      onMade()
    },
  })

  if (address) {
    return (
      <Secret
        label="Calendar address"
        about="Copy it now: it is not shown again. Whoever has it can read your open tasks with a day, and nothing else."
        value={address}
        onDone={() => {
          setAddress('')
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
          label="Which calendar is it for?"
          name="name"
          autoComplete="off"
          maxLength={limits.nameLength}
          required
          error={errors.name}
        />
        <SelectField
          label="It ends after"
          name="expires_in_days"
          options={lifetimes}
          defaultValue={365}
          error={errors.expires_in_days}
        />
      </div>
      <Button type="submit" busy={busy}>
        {busy ? 'Creating…' : 'Create address'}
      </Button>
    </form>
  )
}

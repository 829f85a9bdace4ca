import { useState } from 'react'
import type { Account, Person } from '../account.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useForm } from '../use-form.ts'
import { FormTrouble } from './form-trouble.tsx'
import { Part } from './section.tsx'

const fields = ['name'] as const

export function ProfileForm({ user, rename }: { user: Person; rename: Account['rename'] }) {
  const [saved, setSaved] = useState('')
  const { errors, busy, form } = useForm({
    fields,
    check: ({ name }) => (name.trim() ? {} : { name: 'Enter your name.' }),
    submit: async ({ name }) => {
      await rename(name.trim())
      setSaved(name.trim())
    },
  })
  return (
    <Part title="Profile">
      <form {...form} className="flex max-w-sm flex-col items-start gap-4">
        <FormTrouble>{errors.form}</FormTrouble>
        <div className="flex w-full flex-col gap-4">
          <TextField
            label="Name"
            name="name"
            autoComplete="name"
            defaultValue={user.name}
            required
            error={errors.name}
          />
          <div className="flex flex-col gap-1">
            <p className="text-13 font-medium">Email</p>
            <p className="text-16 wrap-anywhere">{user.email}</p>
            <p className="text-13 text-soft">You sign in with it. It cannot be changed yet.</p>
          </div>
        </div>
        <div className="flex items-center gap-3">
          <Button type="submit" busy={busy}>
            {busy ? 'Saving…' : 'Save name'}
          </Button>
          <p role="status" className="text-soft">
            {saved && !busy && `Saved as “${saved}”.`}
          </p>
        </div>
      </form>
    </Part>
  )
}

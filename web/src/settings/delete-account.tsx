import { useState } from 'react'
import type { Account, Person } from '../account.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useForm } from '../use-form.ts'
import { FormTrouble } from './form-trouble.tsx'
import { Part } from './section.tsx'

type Props = { user: Person; deleteAccount: Account['deleteAccount'] }

export function DeleteAccount({ user, deleteAccount }: Props) {
  const [isAsking, setAsking] = useState(false)
  return (
    <Part
      title="Delete account"
      about="Your tasks, lists, tokens and sessions go at once and for good. There is no way back, so export what you want to keep."
    >
      <div>
        <Button onClick={() => setAsking(true)}>Delete account…</Button>
      </div>
      {isAsking && (
        <DeleteDialog user={user} deleteAccount={deleteAccount} onClose={() => setAsking(false)} />
      )}
    </Part>
  )
}

const fields = ['password'] as const

function DeleteDialog({ user, deleteAccount, onClose }: Props & { onClose: () => void }) {
  const { errors, busy, form } = useForm({
    fields,
    names: { password: 'password' },
    check: ({ password }) => (password ? {} : { password: 'Enter your password.' }),
    submit: ({ password }) => deleteAccount(password),
  })
  return (
    <Dialog title="Delete this account?" onClose={onClose}>
      <form {...form} className="flex flex-col gap-4">
        <p>
          Everything of <strong className="font-medium wrap-anywhere">{user.email}</strong> is
          deleted: tasks, lists, the trash, tokens, calendar addresses and all sessions.
        </p>
        <FormTrouble>{errors.form}</FormTrouble>
        <TextField
          label="Your password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={errors.password}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Keep the account</Button>
          <Button type="submit" look="danger" busy={busy}>
            {busy ? 'Deleting…' : 'Delete for good'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

import { useState } from 'react'
import type { Account, Person } from '../account.ts'
import type { FormErrors } from '../failure-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useForm } from '../use-form.ts'
import { FormTrouble } from './form-trouble.tsx'
import { Part } from './section.tsx'

const fields = ['current', 'next'] as const
/** The API's limit. */
const minLength = 8

type Props = { user: Person; changePassword: Account['changePassword'] }

export function PasswordForm({ user, changePassword }: Props) {
  const [serial, setSerial] = useState(0)
  const { errors, busy, form } = useForm({
    fields,
    names: { password: 'current', currentPassword: 'current', newPassword: 'next' },
    check: ({ current, next }) => {
      const found: FormErrors<'current' | 'next'> = {}
      if (!current) found.current = 'Enter your password as it is now.'
      if (next.length < minLength) found.next = `Use at least ${minLength} characters.`
      return found
    },
    submit: async ({ current, next }) => {
      await changePassword(current, next)
      form.ref.current?.reset()
      setSerial((count) => count + 1)
    },
  })
  return (
    <Part
      title="Password"
      about="A new password signs you out everywhere but here. Personal access tokens go on working."
    >
      <form {...form} className="flex max-w-sm flex-col items-start gap-4">
        <FormTrouble>{errors.form}</FormTrouble>
        {/* Tells password managers whose password changes. */}
        <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
        <div className="flex w-full flex-col gap-4">
          <TextField
            label="Current password"
            name="current"
            type="password"
            autoComplete="current-password"
            required
            error={errors.current}
          />
          <TextField
            label="New password"
            name="next"
            type="password"
            autoComplete="new-password"
            required
            hint={`Minimum ${minLength} characters`}
            error={errors.next}
          />
        </div>
        <Button type="submit" busy={busy}>
          {busy ? 'Changing…' : 'Change password'}
        </Button>
        <div role="status" className="empty:hidden">
          {serial > 0 && !busy && (
            <Notice key={serial} tone="news">
              Your password is changed, and your other sessions have ended.
            </Notice>
          )}
        </div>
      </form>
    </Part>
  )
}

import { Link, useSearch } from 'wouter'
import { isBlank } from '../../../worker/domain/text.ts'
import type { FormErrors } from '../failure-messages.ts'
import { TextField } from '../ui/text-field.tsx'
import { EmailField } from './email-field.tsx'
import { minPasswordLength } from './password-rule.ts'
import type { AppSession } from './session.ts'
import { EntryForm } from './sign-in-form-fields.tsx'

const fields = ['name', 'email', 'password'] as const

export default function SignUp({ session }: { session: AppSession }) {
  const search = useSearch()
  return (
    <EntryForm
      title="Create an account"
      action="Create account"
      busyAction="Creating your account…"
      fields={fields}
      check={({ name, email, password }) => {
        const errors: FormErrors<'name' | 'email' | 'password'> = {}
        if (isBlank(name)) errors.name = 'Enter your name.'
        if (!email.trim()) errors.email = 'Enter your email address.'
        if (password.length < minPasswordLength) {
          errors.password = `Use at least ${minPasswordLength} characters.`
        }
        return errors
      }}
      submit={({ name, email, password }) =>
        session.signUp({ name: name.trim(), email: email.trim(), password })
      }
      otherPage={
        <>
          Already have an account?{' '}
          <Link to={`/auth/sign-in${search && `?${search}`}`} className="link">
            Sign in
          </Link>
        </>
      }
    >
      {(errors) => (
        <>
          <TextField label="Name" name="name" autoComplete="name" required error={errors.name} />
          <EmailField error={errors.email} />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="new-password"
            required
            hint={`At least ${minPasswordLength} characters`}
            error={errors.password}
          />
        </>
      )}
    </EntryForm>
  )
}

import { Link, useSearch } from 'wouter'
import type { FormErrors } from '../failure-messages.ts'
import { TextField } from '../ui/text-field.tsx'
import { EmailField } from './email-field.tsx'
import type { AppSession } from './session.ts'
import { EntryForm } from './sign-in-form-fields.tsx'
import { useSession } from './use-session.ts'

const fields = ['email', 'password'] as const

const newsOf = {
  left: undefined,
  replaced: undefined,
  ended: "You've been signed out. Sign in to pick up where you left off.",
  deleted: 'Your account and everything in it have been deleted.',
}

export default function SignIn({ session }: { session: AppSession }) {
  const state = useSession(session)
  const search = useSearch()
  const news = state.status === 'signed-out' ? newsOf[state.why] : undefined
  return (
    <EntryForm
      title="Sign in"
      action="Sign in"
      busyAction="Signing in…"
      fields={fields}
      check={({ email, password }) => {
        const errors: FormErrors<'email' | 'password'> = {}
        if (!email.trim()) errors.email = 'Enter your email address.'
        if (!password) errors.password = 'Enter your password.'
        return errors
      }}
      submit={({ email, password }) => session.signIn({ email: email.trim(), password })}
      news={news}
      otherPage={
        <>
          New here?{' '}
          <Link to={`/auth/sign-up${search && `?${search}`}`} className="link">
            Create an account
          </Link>
        </>
      }
    >
      {(errors) => (
        <>
          <EmailField error={errors.email} />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            error={errors.password}
          />
        </>
      )}
    </EntryForm>
  )
}

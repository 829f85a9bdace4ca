import type { FormWords } from '../failure-messages.ts'

/** What signing in and signing up say in words of their own: here nobody is known yet. */
export const signInSentences = <Field extends string>(fields: readonly Field[]) =>
  ({
    invalid_email_or_password: ['form', 'Wrong email or password.'],
    user_already_exists_use_another_email: [
      fields.find((field) => field === 'email') ?? 'form',
      'You already have an account with this email. Sign in instead.',
    ],
  }) satisfies FormWords<Field>['sentences']

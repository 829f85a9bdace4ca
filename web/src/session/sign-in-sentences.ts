import type { FormWords } from '../failure-messages.ts'

/** Messages of sign-in and sign-up, where no user is known yet. */
export const signInSentences = <Field extends string>(fields: readonly Field[]) =>
  ({
    invalid_email_or_password: ['form', 'Wrong email or password.'],
    user_already_exists_use_another_email: [
      fields.find((field) => field === 'email') ?? 'form',
      'You already have an account with this email. Sign in instead.',
    ],
  }) satisfies FormWords<Field>['sentences']

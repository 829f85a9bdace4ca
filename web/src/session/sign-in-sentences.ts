import type { FormWords } from '../failure-messages.ts'

/** What signing in and signing up say in words of their own: here nobody is known yet. */
export const signInSentences = <Field extends string>(fields: readonly Field[]) =>
  ({
    invalid_email_or_password: ['form', 'That e-mail address and password do not match.'],
    user_already_exists_use_another_email: [
      fields.find((field) => field === 'email') ?? 'form',
      'There is an account with this e-mail address. Sign in instead?',
    ],
  }) satisfies FormWords<Field>['sentences']

import { ApiFailure } from '../api.ts'

/** What went wrong, sorted by the field it is said at; `form` is said above all fields. */
export type FormErrors<Field extends string> = Partial<Record<Field | 'form', string>>

type AnyField = 'name' | 'email' | 'password'

/** What the API says of the whole form in words of its own; a field's own faults come as `errors`. */
const sentences: Record<string, readonly [AnyField | 'form', string]> = {
  invalid_email_or_password: ['form', 'That e-mail address and password do not match.'],
  user_already_exists_use_another_email: [
    'email',
    'There is an account with this e-mail address. Sign in instead?',
  ],
}

/** Sorts a failure to the fields of a form. Whatever fits none of them is said above the form. */
export function formErrors<Field extends AnyField>(
  failure: unknown,
  fields: readonly Field[],
): FormErrors<Field> {
  if (!(failure instanceof ApiFailure))
    return say<Field>('form', 'Something broke here. Try again.')
  if (failure.status === 429) return say<Field>('form', tooMany(failure.retryAfterSeconds))
  if (failure.isOutage) {
    return say<Field>(
      'form',
      'Duly cannot be reached right now. Nothing you typed is lost; try again.',
    )
  }
  const known = sentences[failure.code]
  if (known) return say<Field>(fields.find((field) => field === known[0]) ?? 'form', known[1])

  const errors: FormErrors<Field> = {}
  for (const { pointer, detail } of failure.errors) {
    const field = fields.find((name) => pointer === `/${name}`)
    if (field) Object.assign(errors, say(field, sentence(detail)))
  }
  return Object.keys(errors).length > 0 ? errors : say<Field>('form', sentence(failure.detail))
}

function say<Field extends string>(where: Field | 'form', sentence: string): FormErrors<Field> {
  const errors: FormErrors<Field> = {}
  errors[where] = sentence
  return errors
}

function tooMany(seconds: number | null) {
  if (!seconds) return 'Too many tries. Wait a little and try again.'
  if (seconds > 90) return `Too many tries. Try again in ${Math.ceil(seconds / 60)} minutes.`
  return `Too many tries. Try again in ${seconds} seconds.`
}

const sentence = (text: string) =>
  text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith('.') ? '' : '.')

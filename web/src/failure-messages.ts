// Messages for refusals of the API and for outages.
import { ApiFailure, type FieldError } from './api.ts'

/** Messages by field; `form` is shown above all fields. */
export type FormErrors<Field extends string> = Partial<Record<Field | 'form', string>>

/** Our own text for codes whose title would not fit here. */
const sentences: Record<string, string> = {
  invalid_password: 'Wrong password.',
  invalid_email_or_password: 'Wrong password.',
  too_many_tokens: 'Token limit reached. Revoke one first.',
  payload_too_large: 'The file is too large.',
  malformed_json: 'The file is not valid JSON.',
  malformed_text: "This doesn't look like a text file.",
}

/** Describes a failure in one sentence. */
export function reasonOf(failure: unknown): string {
  if (!(failure instanceof ApiFailure)) return 'Something went wrong. Try again.'
  if (failure.code === 'cancelled') return 'Stopped.'
  if (failure.status === 429) return rateLimitMessage(failure.retryAfterSeconds)
  if (failure.isOutage) return "Can't reach Duly. Try again in a moment."
  return sentences[failure.code] ?? sentence(findingsOf(failure.errors) ?? failure.detail)
}

/** The name of a place in a request or a file: the last part of its JSON Pointer. */
export const nameAt = (pointer: string) =>
  (pointer.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~')

/** Describes the first error, with the names of all places that share it, because there are no fields to show it at. */
function findingsOf([first, ...others]: readonly FieldError[]): string | undefined {
  if (!first) return
  const { detail } = first
  const names = [first, ...others.filter((other) => other.detail === detail)]
    .map(({ pointer }) => nameAt(pointer))
    .filter((name) => name !== '')
    .map((name) => `“${name}”`)
  if (names.length === 0) return detail
  return names.length === 1 ? `${names[0]} ${detail}` : `Each of ${names.join(', ')} ${detail}`
}

/** How one form describes failures differently from all others. */
export interface FormWords<Field extends string> {
  /** Names of fields that differ from the API's. `password` is the field for a wrong password. */
  names?: Partial<Record<string, Field>> | undefined
  /** By the API's code: the field, or `form`, and the message. */
  sentences?: Partial<Record<string, readonly [Field | 'form', string]>> | undefined
}

/** Assigns a failure to the fields it names. The rest is shown above the form. */
export function formErrors<Field extends string>(
  failure: unknown,
  fields: readonly Field[],
  { names = {}, sentences }: FormWords<Field> = {},
): FormErrors<Field> {
  const errors: FormErrors<Field> = {}
  if (failure instanceof ApiFailure) {
    const [place, words] = sentences?.[failure.code] ?? []
    if (place) return Object.assign(errors, { [place]: words })
    const password = names.password
    if (password && /^invalid_(email_or_)?password$/.test(failure.code)) {
      Object.assign(errors, { [password]: reasonOf(failure) })
    }
    for (const { pointer, detail } of failure.errors) {
      const name = pointer.split('/')[1] ?? ''
      const field = names[name] ?? fields.find((each) => each === name)
      if (field) Object.assign(errors, { [field]: sentence(detail) })
    }
  }
  return Object.keys(errors).length > 0
    ? errors
    : Object.assign(errors, { form: reasonOf(failure) })
}

function rateLimitMessage(seconds: number | null) {
  if (!seconds) return 'Too many attempts. Try again in a moment.'
  if (seconds > 90) return `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`
  return `Too many attempts. Try again in ${seconds} seconds.`
}

const sentence = (text: string) =>
  text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith('.') ? '' : '.')

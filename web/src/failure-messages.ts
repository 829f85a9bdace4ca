// What the app says where the API has refused or could not be reached.
import { ApiFailure, type FieldError } from './api.ts'

/** What went wrong, sorted by the field it is said at; `form` is said above all fields. */
export type FormErrors<Field extends string> = Partial<Record<Field | 'form', string>>

/** Codes of the API whose own words would not fit here. */
const sentences: Record<string, string> = {
  invalid_password: 'Wrong password.',
  invalid_email_or_password: 'Wrong password.',
  too_many_tokens: 'Token limit reached. Revoke one first.',
  payload_too_large: 'The file is too large.',
  malformed_json: 'The file is not valid JSON.',
  malformed_text: "This doesn't look like a text file.",
}

/** In one sentence, for whoever tried. */
export function reasonOf(failure: unknown): string {
  if (!(failure instanceof ApiFailure)) return 'Something went wrong. Try again.'
  if (failure.code === 'cancelled') return 'Stopped.'
  if (failure.status === 429) return tooMany(failure.retryAfterSeconds)
  if (failure.isOutage) return "Can't reach Duly. Try again in a moment."
  return sentences[failure.code] ?? sentence(findingsOf(failure.errors) ?? failure.detail)
}

/** What a place in a request or a file is called: the last part of its JSON Pointer. */
export const nameAt = (pointer: string) =>
  (pointer.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~')

/** The first fault, with the names of all places that have it: here is no field that it could stand at. */
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

/** What one form says of failures in another way than all the others. */
export interface FormWords<Field extends string> {
  /** The API's names for fields, where they are others. `password` is the one that a wrong password means. */
  names?: Partial<Record<string, Field>> | undefined
  /** By the API's code, the field it is about, or `form`, and the sentence. */
  sentences?: Partial<Record<string, readonly [Field | 'form', string]>> | undefined
}

/** Sorts a failure to the fields it names. Whatever fits none of them is said above the form. */
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

function tooMany(seconds: number | null) {
  if (!seconds) return 'Too many attempts. Try again in a moment.'
  if (seconds > 90) return `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`
  return `Too many attempts. Try again in ${seconds} seconds.`
}

const sentence = (text: string) =>
  text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith('.') ? '' : '.')

import { expect, it } from 'vitest'
import { ApiFailure } from '../api.ts'
import { formErrors } from '../failure-messages.ts'
import { signInSentences } from './sign-in-sentences.ts'

const fields = ['name', 'email', 'password'] as const
const errorsOf = (failure: unknown) =>
  formErrors(failure, fields, { sentences: signInSentences(fields) })

it("shows the API's errors at their fields", () => {
  const failure = new ApiFailure(422, {
    code: 'validation_failed',
    errors: [
      { pointer: '/name', code: 'too_small', detail: 'must not be empty' },
      { pointer: '/password', code: 'too_small', detail: 'must have at least 8 characters' },
    ],
  })
  expect(errorsOf(failure)).toEqual({
    name: 'Must not be empty.',
    password: 'Must have at least 8 characters.',
  })
})

it('says at the password why it is refused', () => {
  const detail = 'must not be one of the commonest passwords'
  const errors = [{ pointer: '/password', in: 'body', code: 'too_common', detail }]
  const failure = new ApiFailure(422, { code: 'validation_failed', errors })
  expect(errorsOf(failure)).toEqual({
    password: 'Must not be one of the commonest passwords.',
  })
})

it('says at the email field that the address is taken', () => {
  const failure = new ApiFailure(422, { code: 'user_already_exists_use_another_email' })
  expect(errorsOf(failure).email).toContain('You already have an account')
})

it('shows above the form what belongs to no field', () => {
  const wrong = new ApiFailure(401, { code: 'invalid_email_or_password' })
  expect(errorsOf(wrong).form).toContain('Wrong email or password')
  const odd = new ApiFailure(403, { code: 'forbidden', detail: 'not from here' })
  expect(errorsOf(odd)).toEqual({ form: 'Not from here.' })
  const unknownField = new ApiFailure(422, {
    code: 'validation_failed',
    detail: 'the body is wrong',
    errors: [{ pointer: '/image', code: 'unknown', detail: 'is not known' }],
  })
  expect(errorsOf(unknownField)).toEqual({ form: '“image” is not known.' })
})

it('distinguishes an outage from a refusal, and says how long to wait', () => {
  expect(errorsOf(new ApiFailure(0, {})).form).toContain("Can't reach Duly")
  expect(errorsOf(new ApiFailure(429, {}, 30)).form).toContain('30 seconds')
  expect(errorsOf(new ApiFailure(429, {}, 600)).form).toContain('10 minutes')
})

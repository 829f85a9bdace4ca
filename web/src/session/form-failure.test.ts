import { expect, it } from 'vitest'
import { ApiFailure } from '../api.ts'
import { formErrors } from './form-failure.ts'

const fields = ['name', 'email', 'password'] as const

it('says at the field what the API says of the field', () => {
  const failure = new ApiFailure(422, {
    code: 'validation_failed',
    errors: [
      { pointer: '/name', code: 'too_small', detail: 'must not be empty' },
      { pointer: '/password', code: 'too_small', detail: 'must have at least 8 characters' },
    ],
  })
  expect(formErrors(failure, fields)).toEqual({
    name: 'Must not be empty.',
    password: 'Must have at least 8 characters.',
  })
})

it("says at the password why it should be nobody's", () => {
  const detail = 'must not be one of the commonest passwords'
  const errors = [{ pointer: '/password', in: 'body', code: 'too_common', detail }]
  const failure = new ApiFailure(422, { code: 'validation_failed', errors })
  expect(formErrors(failure, fields)).toEqual({
    password: 'Must not be one of the commonest passwords.',
  })
})

it('says at the e-mail field that the address is taken', () => {
  const failure = new ApiFailure(422, { code: 'user_already_exists_use_another_email' })
  expect(formErrors(failure, fields).email).toContain('There is an account')
})

it('says above the form what belongs to no field', () => {
  const wrong = new ApiFailure(401, { code: 'invalid_email_or_password' })
  expect(formErrors(wrong, fields).form).toContain('do not match')
  const odd = new ApiFailure(403, { code: 'forbidden', detail: 'not from here' })
  expect(formErrors(odd, fields)).toEqual({ form: 'Not from here.' })
  const unknownField = new ApiFailure(422, {
    code: 'validation_failed',
    detail: 'the body is wrong',
    errors: [{ pointer: '/image', code: 'unknown', detail: 'is not known' }],
  })
  expect(formErrors(unknownField, fields)).toEqual({ form: 'The body is wrong.' })
})

it('tells an outage from a refusal, and how long to wait', () => {
  expect(formErrors(new ApiFailure(0, {}), fields).form).toContain('cannot be reached')
  expect(formErrors(new ApiFailure(429, {}, 30), fields).form).toContain('30 seconds')
  expect(formErrors(new ApiFailure(429, {}, 600), fields).form).toContain('10 minutes')
})

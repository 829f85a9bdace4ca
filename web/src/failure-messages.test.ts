import { expect, it } from 'vitest'
import { ApiFailure } from './api.ts'
import { formErrors, reasonOf } from './failure-messages.ts'

const fields = ['current', 'next'] as const
const names = { password: 'current', currentPassword: 'current', newPassword: 'next' } as const
const invalid = (pointer: string, detail: string) =>
  new ApiFailure(422, { code: 'validation_failed', errors: [{ pointer, code: 'invalid', detail }] })

it('shows the error at the field that the API names', () => {
  const failure = invalid('/newPassword', 'must have at least 8 characters')
  expect(formErrors(failure, fields, { names })).toEqual({
    next: 'Must have at least 8 characters.',
  })
  expect(formErrors(invalid('/scopes/0', 'is unknown'), ['scopes'])).toEqual({
    scopes: 'Is unknown.',
  })
})

it('shows at the password that it is wrong, if there is one', () => {
  const failure = new ApiFailure(400, { code: 'invalid_password', detail: 'Invalid password' })
  expect(formErrors(failure, fields, { names })).toEqual({ current: 'Wrong password.' })
  expect(formErrors(failure, ['name'])).toEqual({ form: 'Wrong password.' })
})

it('shows above the form what belongs to no field', () => {
  expect(formErrors(invalid('/colour', 'is unknown'), fields)).toEqual({
    form: '“colour” is unknown.',
  })
  expect(formErrors(new TypeError('x is undefined'), fields)).toEqual({
    form: 'Something went wrong. Try again.',
  })
})

it('names the columns of a file with the same error', () => {
  const errors = ['/Task ID', '/Section~1Column', '/title', '/A~01'].map((pointer) => ({
    ...{ pointer, code: 'unknown_column' },
    detail: pointer === '/title' ? 'is required' : 'is not known here',
  }))
  const code = 'validation_failed'
  expect(reasonOf(new ApiFailure(422, { code, errors }))).toBe(
    'Each of “Task ID”, “Section/Column”, “A~1” is not known here.',
  )
  expect(reasonOf(new ApiFailure(422, { code, errors: errors.slice(1) }))).toMatch(/^Each of “Sec/)
  expect(reasonOf(new ApiFailure(422, { code, errors: errors.slice(2, 3) }))).toBe(
    '“title” is required.',
  )
  expect(reasonOf(invalid('', 'has no header'))).toBe('Has no header.')
})

it.each([
  [null, 'Too many attempts. Try again in a moment.'],
  [30, 'Too many attempts. Try again in 30 seconds.'],
  [91, 'Too many attempts. Try again in 2 minutes.'],
])('says when to retry after %j seconds', (seconds, sentence) => {
  expect(reasonOf(new ApiFailure(429, { code: 'rate_limited' }, seconds))).toBe(sentence)
})

it.each([0, 500, 503])('takes %d for an outage', (status) => {
  expect(reasonOf(new ApiFailure(status, {}))).toMatch(/^Can't reach Duly/)
})

it('does not take a cancelled request for an outage', () => {
  expect(reasonOf(new ApiFailure(0, { code: 'cancelled' }))).toBe('Stopped.')
})

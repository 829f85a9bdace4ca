import { expect, it } from 'vitest'
import * as schema from '../../../worker/auth/schema.ts'
import { minPasswordLength } from './password-rule.ts'

it('asks for as long a password as the API does', () => {
  expect(minPasswordLength).toBe(schema.minPasswordLength)
})

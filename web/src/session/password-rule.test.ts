import { expect, it } from 'vitest'
import * as schema from '../../../worker/auth/schema.ts'
import { minPasswordLength } from './password-rule.ts'

it('requires the same length as the API', () => {
  expect(minPasswordLength).toBe(schema.minPasswordLength)
})

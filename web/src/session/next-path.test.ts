import { describe, expect, it } from 'vitest'
import { nextPath, signInPath } from './next-path.ts'

describe('nextPath', () => {
  it.each(['/dashboard', '/dashboard?view=done', '/lists/1#notes', '/a%2Fb', '/%5Cevil.test'])(
    'allows %s of this app',
    (path) => expect(nextPath(path)).toBe(path),
  )

  it.each([
    null,
    '',
    'dashboard',
    'https://evil.test/',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '\u0000/dashboard',
    '/.//evil.test',
    '/x/..//evil.test',
    'javascript:alert(1)',
    ' /dashboard',
  ])('leads home instead of to %j', (path) => expect(nextPath(path)).toBe('/dashboard'))

  it.each(['/', '/auth/sign-in', '/auth/sign-in?next=/auth/sign-in'])(
    'does not loop through %s',
    (path) => expect(nextPath(path)).toBe('/dashboard'),
  )
})

it('remembers where a signed-out visitor wanted to go', () => {
  expect(signInPath('/lists/1?a=b')).toBe('/auth/sign-in?next=%2Flists%2F1%3Fa%3Db')
  expect(signInPath('/dashboard')).toBe('/auth/sign-in')
})

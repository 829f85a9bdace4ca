import { expect, test } from 'vitest'
import { Name } from '../../../worker/domain/fields.ts'
import { nameFrom, troubleOf } from './name.ts'

test('knows how long a name may be for the API', () => {
  expect(troubleOf('😀'.repeat(100))).toBe(undefined)
  expect(troubleOf('a'.repeat(101))).toBe('The name is 1 character too long (100 at most).')
  expect(troubleOf('a'.repeat(103))).toBe('The name is 3 characters too long (100 at most).')
})

test('asks for a name where there is none', () => {
  for (const text of ['', '  ', '\t\n', '\u200b', '\u3164', '\u2800 \ufeff'])
    expect(troubleOf(nameFrom(text))).toBe('Enter a name.')
})

test('makes of what is pasted a name that the API takes as it is', () => {
  for (const text of ['  Home ', 'two\nlines', 'a\0b', 'half \ud83d', 'Zoe\u0308'])
    expect(Name.parse(nameFrom(text))).toBe(nameFrom(text))
})

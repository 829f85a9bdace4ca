import { expect, test } from 'vitest'
import { Name } from '../../../worker/domain/fields.ts'
import { nameFrom, troubleOf } from './name.ts'

test("has the API's limit", () => {
  expect(troubleOf('😀'.repeat(100))).toBe(undefined)
  expect(troubleOf('a'.repeat(101))).toBe('The name is 1 character too long (100 at most).')
  expect(troubleOf('a'.repeat(103))).toBe('The name is 3 characters too long (100 at most).')
})

test('requires a name', () => {
  for (const text of ['', '  ', '\t\n', '\u200b', '\u3164', '\u2800 \ufeff'])
    expect(troubleOf(nameFrom(text))).toBe('Enter a name.')
})

test('turns pasted text into a name that the API accepts unchanged', () => {
  for (const text of ['  Home ', 'two\nlines', 'a\0b', 'half \ud83d', 'Zoe\u0308'])
    expect(Name.parse(nameFrom(text))).toBe(nameFrom(text))
})

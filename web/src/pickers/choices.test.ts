import { expect, it } from 'vitest'
import { matching } from './choices.ts'
import { labelTrouble } from './label.ts'

const choices = ['Zoë at home', 'House and garden', 'Work'].map((word) => ({ id: word, word }))
const found = (filter: string) => matching(choices, filter).map(({ word }) => word)

it('finds by the beginnings of words, whatever their case and accents', () => {
  expect(found('')).toHaveLength(3)
  expect(found('zoe ho')).toEqual(['Zoë at home'])
  expect(found('HO')).toEqual(['Zoë at home', 'House and garden'])
  expect(found('ouse')).toEqual([])
  expect(found('…')).toEqual([])
  expect(matching([{ id: '', word: 'Create “!?”', alias: '!?' }], '!?')).toHaveLength(1)
})

it('says what is wrong with a label, counting characters and not bytes', () => {
  expect(labelTrouble('🏠'.repeat(50))).toBeUndefined()
  expect(labelTrouble('🏠'.repeat(51))).toMatch(/is 1 character too long/)
  expect(labelTrouble('a\u0000b')).toMatch(/cannot be shown/)
})

import { describe, expect, it } from 'vitest'
import { sharedText } from './shared-text.ts'

describe('text shared from another app', () => {
  it.each([
    ['', null],
    ['?add=Milk', null],
    ['?title=&text=%20&url=', null],
    ['?title=Call+Mia', 'Call Mia'],
    [
      '?title=A+talk&text=Worth+seeing&url=https://a.example',
      'A talk Worth seeing https://a.example',
    ],
    ['?text=two%0D%0Alines', 'two lines'],
    ['?title=A+talk&text=A+talk+https://a.example', 'A talk https://a.example'],
    ['?text=See+https://a.example&url=https://a.example', 'See https://a.example'],
  ])('%s', (search, expected) => {
    expect(sharedText(search)).toBe(expected)
  })
})

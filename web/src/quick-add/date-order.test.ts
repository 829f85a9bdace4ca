import { expect, it } from 'vitest'
import { dateOrder } from './date-order.ts'

it.each([
  ['en-US', 'mdy'],
  ['en-GB', 'dmy'],
  ['de-DE', 'dmy'],
  ['sv-SE', 'mdy'],
  ['ja-JP', 'mdy'],
] as const)('%s writes dates as %s', (locale, order) => {
  expect(dateOrder(locale)).toBe(order)
})

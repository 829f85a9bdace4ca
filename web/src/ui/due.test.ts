import { expect, it } from 'vitest'
import { dueInWords, localDay } from './due.ts'

const today = '2026-11-23'

it.each([
  ['2026-11-23', 'today', 'Today'],
  ['2026-11-24', 'soon', 'Tomorrow'],
  ['2026-11-25', 'soon', 'Wed 25 Nov'],
  ['2026-11-29', 'soon', 'Sun 29 Nov'],
  ['2026-12-04', 'later', 'Fri 4 Dec'],
  ['2027-01-01', 'later', 'Fri 1 Jan 2027'],
  ['2026-11-22', 'overdue', 'Overdue: yesterday'],
  ['2026-11-20', 'overdue', 'Overdue: Fri 20 Nov'],
  ['2025-12-31', 'overdue', 'Overdue: Wed 31 Dec 2025'],
])('on %s, something due %s is shown as %s', (day, when, words) => {
  expect(dueInWords(day, today)).toEqual({ when, words })
})

it('counts days, not hours, across a clock change', () => {
  expect(dueInWords('2026-03-30', '2026-03-29').words).toBe('Tomorrow')
  expect(dueInWords('2026-10-26', '2026-10-25').words).toBe('Tomorrow')
})

it("uses the local day, not UTC's", () => {
  expect(localDay(new Date(2026, 10, 23, 23, 59))).toBe('2026-11-23')
  expect(localDay(new Date(2026, 11, 31, 0, 1), 1)).toBe('2027-01-01')
})

import { expect, it } from 'vitest'
import { dateWords } from './date-words.ts'

/** A Tuesday. */
const now = new Date('2026-11-24T12:00:00Z')
const read = (words: string, timezone = 'Europe/Berlin', language?: string) =>
  dateWords(words, { timezone, ...(language && { language }) }, now)

it('reads dates, times and repeats in English, in the given zone', () => {
  expect(read('tomorrow')).toMatchObject({ due_date: '2026-11-25', recurrence: null })
  expect(read('tomorrow at 5pm')).toMatchObject({
    due_date: null,
    due_at: '2026-11-25T16:00:00.000Z',
    due_timezone: 'Europe/Berlin',
  })
  expect(read('every friday')).toMatchObject({
    due_date: '2026-11-27',
    recurrence: 'FREQ=WEEKLY;BYDAY=FR',
    recurrence_from: 'due',
  })
  expect(read('every 2 weeks')).toMatchObject({ recurrence: 'FREQ=WEEKLY;INTERVAL=2' })
})

it("counts Todoist's every! from completion", () => {
  expect(read('every! 3 days')).toMatchObject({
    recurrence: 'FREQ=DAILY;INTERVAL=3',
    recurrence_from: 'completed',
  })
})

it('understands all of the words or nothing', () => {
  expect(read('every friday until Mia is back')).toBeUndefined()
  expect(read('every monday except in july')).toBeUndefined()
  expect(read('30 feb 9am')).toBeUndefined()
  expect(read('friday or saturday')).toBeUndefined()
  expect(read('someday')).toBeUndefined()
  expect(read('tomorrow #home')).toBeUndefined()
  expect(read('')).toMatchObject({ due_date: null, due_at: null, recurrence: null })
})

it('does not read other languages', () => {
  expect(read('every friday', 'UTC', 'de')).toBeUndefined()
  expect(read('every friday', 'UTC', 'en')).toBeDefined()
})

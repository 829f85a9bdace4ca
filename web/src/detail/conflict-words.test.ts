import { expect, it } from 'vitest'
import { choicesOf, type nameOf } from './conflict-words.ts'

const known = {
  lists: [],
  titleOf: () => 'Move house',
  today: '2026-11-25',
  timeZone: 'Europe/Berlin',
}

it('offers the due date fields as one choice', () => {
  const choices = choicesOf(
    [
      { field: 'due_date', mine: null, theirs: '2026-12-04' },
      { field: 'due_at', mine: '2026-11-26T08:00:00.000Z', theirs: null },
      { field: 'due_timezone', mine: 'Europe/Berlin', theirs: null },
    ],
    known,
  )
  expect(choices).toEqual([
    {
      name: 'Due',
      fields: ['due_date', 'due_at', 'due_timezone'],
      mine: 'Thu 26 Nov 09:00',
      theirs: 'Fri 4 Dec',
    },
  ])
})

it('shows every field as a person would write it', () => {
  const said = (field: Parameters<typeof nameOf>[0], mine: unknown, theirs: unknown) => {
    const [choice] = choicesOf([{ field, mine, theirs }], known)
    return [choice?.name, choice?.mine, choice?.theirs]
  }
  expect(said('title', 'a', 'b')).toEqual(['Title', 'a', 'b'])
  expect(said('notes', '', 'b')).toEqual(['Notes', 'Nothing', 'b'])
  expect(said('list_id', null, 'x')).toEqual(['List', 'Inbox', 'Deleted list'])
  expect(said('parent_id', null, 'x')).toEqual(['Part of', 'No parent task', 'Move house'])
  expect(said('priority', 3, 0)).toEqual(['Priority', 'High', 'None'])
  expect(said('labels', ['home', 'car'], [])).toEqual(['Labels', 'home, car', 'None'])
  expect(said('recurrence', 'FREQ=DAILY', null)).toEqual(['Repeat', 'Every day', 'Never'])
  expect(said('due_date', null, '2026-11-26')).toEqual(['Due', 'No date', 'Thu 26 Nov'])
})

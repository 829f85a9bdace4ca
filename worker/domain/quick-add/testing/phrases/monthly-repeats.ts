// Repeats on a day of the month or of the year. It is Tuesday, 24 November 2026, half past ten in Berlin; the first day that fits is the due day.
import type { Phrase } from './phrase.ts'

const tuesday = '2026-11-24'

export const monthlyRepeats: Phrase[] = [
  [
    'Pay every month on the 15th',
    'Pay',
    { on: '2026-12-15', repeat: 'FREQ=MONTHLY;BYMONTHDAY=15' },
  ],
  ['Pay monthly on the 15th', 'Pay', { on: '2026-12-15', repeat: 'FREQ=MONTHLY;BYMONTHDAY=15' }],
  ['Pay every month on day 15', 'Pay', { on: '2026-12-15', repeat: 'FREQ=MONTHLY;BYMONTHDAY=15' }],
  ['Pay every 15th', 'Pay', { on: '2026-12-15', repeat: 'FREQ=MONTHLY;BYMONTHDAY=15' }],
  [
    'Pay every 15th of the month',
    'Pay',
    { on: '2026-12-15', repeat: 'FREQ=MONTHLY;BYMONTHDAY=15' },
  ],
  [
    'Pay on the 15th of every month',
    'Pay',
    { on: '2026-12-15', repeat: 'FREQ=MONTHLY;BYMONTHDAY=15' },
  ],
  ['Pay every 24th', 'Pay', { on: tuesday, repeat: 'FREQ=MONTHLY;BYMONTHDAY=24' }],
  ['Pay every 31st', 'Pay', { on: '2026-12-31', repeat: 'FREQ=MONTHLY;BYMONTHDAY=31' }],
  [
    'Pay every month on the last day',
    'Pay',
    { on: '2026-11-30', repeat: 'FREQ=MONTHLY;BYMONTHDAY=-1' },
  ],
  [
    'Pay every last day of the month',
    'Pay',
    { on: '2026-11-30', repeat: 'FREQ=MONTHLY;BYMONTHDAY=-1' },
  ],
  [
    'Pay at the end of every month',
    'Pay',
    { on: '2026-11-30', repeat: 'FREQ=MONTHLY;BYMONTHDAY=-1' },
  ],
  [
    'Pay every 2 months on the 1st',
    'Pay',
    { on: '2026-12-01', repeat: 'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1' },
  ],
  [
    'Pay every first of the month',
    'Pay',
    { on: '2026-12-01', repeat: 'FREQ=MONTHLY;BYMONTHDAY=1' },
  ],
  ['Pay every month the 15th', 'Pay', { on: '2026-12-15', repeat: 'FREQ=MONTHLY;BYMONTHDAY=15' }],
  ['Pay every 1st and 15th', 'Pay every 1st and 15th', {}],
  ['Pay every month on the 1st and 15th', 'Pay every month on the 1st and 15th', {}],
  ['Meetup every 2nd and 4th tuesday', 'Meetup every 2nd and 4th tuesday', {}],
  ['Meetup every 2nd tuesday', 'Meetup', { on: '2026-12-08', repeat: 'FREQ=MONTHLY;BYDAY=2TU' }],
  ['Meetup every second tuesday', 'Meetup', { on: '2026-12-08', repeat: 'FREQ=MONTHLY;BYDAY=2TU' }],
  ['Meetup every 4th tuesday', 'Meetup', { on: tuesday, repeat: 'FREQ=MONTHLY;BYDAY=4TU' }],
  ['Meetup every first monday', 'Meetup', { on: '2026-12-07', repeat: 'FREQ=MONTHLY;BYDAY=1MO' }],
  ['Meetup every 5th monday', 'Meetup', { on: '2026-11-30', repeat: 'FREQ=MONTHLY;BYDAY=5MO' }],
  ['Meetup every 6th monday', 'Meetup every 6th monday', {}],
  ['Meetup every last tuesday', 'Meetup', { on: tuesday, repeat: 'FREQ=MONTHLY;BYDAY=-1TU' }],
  ['Meetup every last friday', 'Meetup', { on: '2026-11-27', repeat: 'FREQ=MONTHLY;BYDAY=-1FR' }],
  [
    'Meetup every last friday of the month',
    'Meetup',
    { on: '2026-11-27', repeat: 'FREQ=MONTHLY;BYDAY=-1FR' },
  ],
  [
    'Meetup every month on the 2nd tuesday',
    'Meetup',
    { on: '2026-12-08', repeat: 'FREQ=MONTHLY;BYDAY=2TU' },
  ],
  [
    'Meetup on the first monday of every month',
    'Meetup',
    { on: '2026-12-07', repeat: 'FREQ=MONTHLY;BYDAY=1MO' },
  ],
  [
    'Meetup on the last friday of each month',
    'Meetup',
    { on: '2026-11-27', repeat: 'FREQ=MONTHLY;BYDAY=-1FR' },
  ],
  ['Tree every year on dec 24', 'Tree', { on: '2026-12-24', repeat: 'FREQ=YEARLY' }],
  ['Tree every dec 24', 'Tree', { on: '2026-12-24', repeat: 'FREQ=YEARLY' }],
  ['Tree every 24 December', 'Tree', { on: '2026-12-24', repeat: 'FREQ=YEARLY' }],
  ['Tree every 24th of December', 'Tree', { on: '2026-12-24', repeat: 'FREQ=YEARLY' }],
  ['Tree yearly on dec 24', 'Tree', { on: '2026-12-24', repeat: 'FREQ=YEARLY' }],
  ['Tree every 2 years on dec 24', 'Tree', { on: '2026-12-24', repeat: 'FREQ=YEARLY;INTERVAL=2' }],
  ['Leap every year on feb 29', 'Leap', { on: '2028-02-29', repeat: 'FREQ=YEARLY' }],
]

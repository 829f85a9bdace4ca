// Plain repeats of errands, work, study and family. It is Tuesday, 24 November 2026, half past ten in Berlin.
import type { Phrase } from './phrase.ts'

export const plainRepeats: Phrase[] = [
  [
    'take the bins out every monday',
    'take the bins out',
    { on: '2026-11-30', repeat: 'FREQ=WEEKLY;BYDAY=MO' },
  ],
  [
    'Water the plants every 3 days',
    'Water the plants',
    { on: '2026-11-24', repeat: 'FREQ=DAILY;INTERVAL=3' },
  ],
  ['Take vitamins daily', 'Take vitamins', { on: '2026-11-24', repeat: 'FREQ=DAILY' }],
  [
    'Feed the cat every day at 6 p.m.',
    'Feed the cat',
    { at: '2026-11-24T18:00+01:00', repeat: 'FREQ=DAILY' },
  ],
  ['Backup laptop weekly', 'Backup laptop', { on: '2026-11-24', repeat: 'FREQ=WEEKLY' }],
  [
    'Change smoke alarm batteries every 6 months',
    'Change smoke alarm batteries',
    { on: '2026-11-24', repeat: 'FREQ=MONTHLY;INTERVAL=6' },
  ],
  [
    'Swim Tuesdays and Thursdays at 6am',
    'Swim',
    { at: '2026-11-26T06:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=TU,TH' },
  ],
  [
    'Board meeting the first Monday of every month',
    'Board meeting',
    { on: '2026-12-07', repeat: 'FREQ=MONTHLY;BYDAY=1MO' },
  ],
  [
    'Timesheet every friday by 5pm',
    'Timesheet',
    { at: '2026-11-27T17:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=FR' },
  ],
  [
    'Every sunday call grandma',
    'call grandma',
    { on: '2026-11-29', repeat: 'FREQ=WEEKLY;BYDAY=SU' },
  ],
  [
    'Clean the fridge every Saturday morning',
    'Clean the fridge',
    { at: '2026-11-28T09:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=SA' },
  ],
  [
    'Sprint review every two weeks on Wednesday',
    'Sprint review',
    { on: '2026-11-25', repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE' },
  ],
  [
    'Practice guitar every Mon, Wed and Fri at 6pm',
    'Practice guitar',
    { at: '2026-11-25T18:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' },
  ],
  ['Laundry day every Sunday', 'Laundry day', { on: '2026-11-29', repeat: 'FREQ=WEEKLY;BYDAY=SU' }],
  [
    'Write down how I feel every evening',
    'Write down how I feel',
    { at: '2026-11-24T18:00+01:00', repeat: 'FREQ=DAILY' },
  ],
  [
    'Worm the dog every 3 months',
    'Worm the dog',
    { on: '2026-11-24', repeat: 'FREQ=MONTHLY;INTERVAL=3' },
  ],
  [
    'Clean filter on the 15th of each month',
    'Clean filter',
    { on: '2026-12-15', repeat: 'FREQ=MONTHLY;BYMONTHDAY=15' },
  ],
  [
    'Choir practice every Tues 7.30pm',
    'Choir practice',
    { at: '2026-11-24T19:30+01:00', repeat: 'FREQ=WEEKLY;BYDAY=TU' },
  ],
  [
    'Stretch every morning at 6:30',
    'Stretch',
    { at: '2026-11-25T06:30+01:00', repeat: 'FREQ=DAILY' },
  ],
  ['Ironing day every Sunday', 'Ironing day', { on: '2026-11-29', repeat: 'FREQ=WEEKLY;BYDAY=SU' }],
  [
    'Pay cleaner every other Wednesday',
    'Pay cleaner',
    { on: '2026-11-25', repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE' },
  ],
  [
    'Bathe dog every 2 weeks on Sunday',
    'Bathe dog',
    { on: '2026-11-29', repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU' },
  ],
  [
    'Mail rent check on the 27th of every month',
    'Mail rent check',
    { on: '2026-11-27', repeat: 'FREQ=MONTHLY;BYMONTHDAY=27' },
  ],
  [
    'Journal every night at 10pm',
    'Journal',
    { at: '2026-11-24T22:00+01:00', repeat: 'FREQ=DAILY' },
  ],
  [
    'Inspect smoke detectors on the first of every month',
    'Inspect smoke detectors',
    { on: '2026-12-01', repeat: 'FREQ=MONTHLY;BYMONTHDAY=1' },
  ],
  [
    'Put trash cans out every Tuesday night',
    'Put trash cans out',
    { at: '2026-11-24T20:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=TU' },
  ],
  ['Trim beard on Sundays', 'Trim beard', { on: '2026-11-29', repeat: 'FREQ=WEEKLY;BYDAY=SU' }],
]

// Repeats with a time, a start, an end, or from completion. It is Tuesday, 24 November 2026, half past ten in Berlin; the first day that fits is the due day.
import type { Phrase } from './phrase.ts'

const tuesday = '2026-11-24'
const mondays = 'FREQ=WEEKLY;BYDAY=MO'

export const repeatsWithMore: Phrase[] = [
  ['Gym every monday at 9', 'Gym', { at: '2026-11-30T09:00+01:00', repeat: mondays }],
  ['Gym every monday 9am', 'Gym', { at: '2026-11-30T09:00+01:00', repeat: mondays }],
  ['Gym at 9 every monday', 'Gym', { at: '2026-11-30T09:00+01:00', repeat: mondays }],
  [
    'Gym every tuesday at 9',
    'Gym',
    { at: '2026-12-01T09:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=TU' },
  ],
  [
    'Gym every tuesday at 17:00',
    'Gym',
    { at: '2026-11-24T17:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=TU' },
  ],
  ['Gym every day at noon', 'Gym', { at: '2026-11-24T12:00+01:00', repeat: 'FREQ=DAILY' }],
  [
    'Every day at 9 take pills',
    'take pills',
    { at: '2026-11-25T09:00+01:00', repeat: 'FREQ=DAILY' },
  ],
  ['Standup daily at 9:30', 'Standup', { at: '2026-11-25T09:30+01:00', repeat: 'FREQ=DAILY' }],
  ['Gym every morning', 'Gym', { at: '2026-11-25T09:00+01:00', repeat: 'FREQ=DAILY' }],
  ['Gym every evening', 'Gym', { at: '2026-11-24T18:00+01:00', repeat: 'FREQ=DAILY' }],
  ['Gym every evening at 8', 'Gym', { at: '2026-11-24T20:00+01:00', repeat: 'FREQ=DAILY' }],
  ['Gym every monday morning', 'Gym', { at: '2026-11-30T09:00+01:00', repeat: mondays }],
  ['Rest every monday at midnight', 'Rest', { at: '2026-11-30T00:00+01:00', repeat: mondays }],
  ['Stretch every day except sunday', 'Stretch every day except sunday', {}],
  ['Gym every day starting tomorrow', 'Gym', { on: '2026-11-25', repeat: 'FREQ=DAILY' }],
  ['Gym every monday starting tomorrow', 'Gym', { on: '2026-11-30', repeat: mondays }],
  ['Gym every day starting 1 Dec', 'Gym', { on: '2026-12-01', repeat: 'FREQ=DAILY' }],
  ['Gym every day starting on Friday', 'Gym', { on: '2026-11-27', repeat: 'FREQ=DAILY' }],
  ['Gym every day from friday', 'Gym', { on: '2026-11-27', repeat: 'FREQ=DAILY' }],
  [
    'Gym every 3 days starting tomorrow at 7',
    'Gym',
    { at: '2026-11-25T07:00+01:00', repeat: 'FREQ=DAILY;INTERVAL=3' },
  ],
  ['Gym tomorrow every week', 'Gym', { on: '2026-11-25', repeat: 'FREQ=WEEKLY' }],
  ['Gym every week tomorrow', 'Gym', { on: '2026-11-25', repeat: 'FREQ=WEEKLY' }],
  [
    'Gym every monday until 24 Dec',
    'Gym',
    { on: '2026-11-30', repeat: `${mondays};UNTIL=20261224` },
  ],
  [
    'Gym every monday until Dec 24, 2027',
    'Gym',
    { on: '2026-11-30', repeat: `${mondays};UNTIL=20271224` },
  ],
  ['Gym every day until friday', 'Gym', { on: tuesday, repeat: 'FREQ=DAILY;UNTIL=20261127' }],
  ['Gym every day till end of month', 'Gym', { on: tuesday, repeat: 'FREQ=DAILY;UNTIL=20261130' }],
  ['Gym every monday for 5 times', 'Gym', { on: '2026-11-30', repeat: `${mondays};COUNT=5` }],
  ['Gym every monday for five times', 'Gym', { on: '2026-11-30', repeat: `${mondays};COUNT=5` }],
  [
    'Gym every monday at 9 for 5 times',
    'Gym',
    { at: '2026-11-30T09:00+01:00', repeat: `${mondays};COUNT=5` },
  ],
  [
    'Gym every monday at 9 until 24 Dec',
    'Gym',
    { at: '2026-11-30T09:00+01:00', repeat: `${mondays};UNTIL=20261224` },
  ],
  ['Gym every day until yesterday', 'Gym every day until yesterday', {}],
  [
    'Water every! 3 days',
    'Water',
    { on: tuesday, repeat: 'FREQ=DAILY;INTERVAL=3', from: 'completed' },
  ],
  [
    'Water every 3 days after completion',
    'Water',
    { on: tuesday, repeat: 'FREQ=DAILY;INTERVAL=3', from: 'completed' },
  ],
  ['Water every! week', 'Water', { on: tuesday, repeat: 'FREQ=WEEKLY', from: 'completed' }],
  [
    'Water every! day at 18:00',
    'Water',
    { at: '2026-11-24T18:00+01:00', repeat: 'FREQ=DAILY', from: 'completed' },
  ],
  [
    'Water every! 3 days starting friday',
    'Water',
    { on: '2026-11-27', repeat: 'FREQ=DAILY;INTERVAL=3', from: 'completed' },
  ],
  [
    'Gym every monday #sport !2 @health',
    'Gym',
    { on: '2026-11-30', repeat: mondays, labels: ['sport'], priority: 2, list: 'health' },
  ],
  ['Gym every monday, at 9', 'Gym', { at: '2026-11-30T09:00+01:00', repeat: mondays }],
]

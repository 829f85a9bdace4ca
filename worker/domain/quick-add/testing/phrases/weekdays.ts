// Weekdays. It is Tuesday, 24 November 2026; the week starts on Monday unless a group says another day.
import type { Phrase } from './phrase.ts'

export const weekdays: Phrase[] = [
  ['Call Mia monday', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia Monday', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia mon', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia on Monday', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia on mon', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia tuesday', 'Call Mia', { on: '2026-12-01' }],
  ['Call Mia tue', 'Call Mia', { on: '2026-12-01' }],
  ['Call Mia tues', 'Call Mia', { on: '2026-12-01' }],
  ['Call Mia wednesday', 'Call Mia', { on: '2026-11-25' }],
  ['Call Mia wed', 'Call Mia', { on: '2026-11-25' }],
  ['Call Mia thursday', 'Call Mia', { on: '2026-11-26' }],
  ['Call Mia thu', 'Call Mia', { on: '2026-11-26' }],
  ['Call Mia thurs', 'Call Mia', { on: '2026-11-26' }],
  ['Call Mia friday', 'Call Mia', { on: '2026-11-27' }],
  ['Call Mia fri', 'Call Mia', { on: '2026-11-27' }],
  ['Call Mia by fri', 'Call Mia', { on: '2026-11-27' }],
  ['Call Mia saturday', 'Call Mia', { on: '2026-11-28' }],
  ['Call Mia sat', 'Call Mia', { on: '2026-11-28' }],
  ['Call Mia on sat', 'Call Mia', { on: '2026-11-28' }],
  ['Call Mia sunday', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia sun', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia sun #home', 'Call Mia', { on: '2026-11-29', labels: ['home'] }],
  ['Call Mia sun !2', 'Call Mia', { on: '2026-11-29', priority: 2 }],
  ['Call Mia sat at 9', 'Call Mia', { at: '2026-11-28T09:00+01:00' }],
  ['On sat call Mia', 'call Mia', { on: '2026-11-28' }],
  ['Call her on sat', 'Call her', { on: '2026-11-28' }],
  ['Tell them friday', 'Tell them', { on: '2026-11-27' }],
  ['Friday call Mia', 'call Mia', { on: '2026-11-27' }],
  ['Friday, call Mia', 'call Mia', { on: '2026-11-27' }],
  ['Call on friday Mia', 'Call Mia', { on: '2026-11-27' }],
  ['Call Mia this friday', 'Call Mia', { on: '2026-11-27' }],
  ['Call Mia this tuesday', 'Call Mia', { on: '2026-11-24' }],
  ['Call Mia this sun', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia coming friday', 'Call Mia', { on: '2026-11-27' }],
  ['Call Mia this coming friday', 'Call Mia', { on: '2026-11-27' }],
  ['Call Mia next monday', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia next tuesday', 'Call Mia', { on: '2026-12-01' }],
  ['Call Mia next friday', 'Call Mia', { on: '2026-12-04' }],
  ['Call Mia next fri', 'Call Mia', { on: '2026-12-04' }],
  ['Call Mia next sunday', 'Call Mia', { on: '2026-12-06' }],
  ['Call Mia next sat', 'Call Mia', { on: '2026-12-05' }],
  ['Call Mia friday next week', 'Call Mia', { on: '2026-12-04' }],
  ['Call Mia next week friday', 'Call Mia', { on: '2026-12-04' }],
  ['Call Mia next week on friday', 'Call Mia', { on: '2026-12-04' }],
  ['Call Mia on friday next week', 'Call Mia', { on: '2026-12-04' }],
  ['Buy a tree Thursday, 24 Dec', 'Buy a tree', { on: '2026-12-24' }],
  ['Buy a tree Thursday, December 24', 'Buy a tree', { on: '2026-12-24' }],
  ['Buy a tree thu 24 dec', 'Buy a tree', { on: '2026-12-24' }],
  ['Buy a tree Thu, Dec 24, 2026', 'Buy a tree', { on: '2026-12-24' }],
  ['Buy a tree friday the 27th', 'Buy a tree', { on: '2026-11-27' }],
  ['Buy a tree Sat 28 Nov', 'Buy a tree', { on: '2026-11-28' }],
  ['Buy a tree Friday 12/25', 'Buy a tree', { on: '2026-12-25' }],
]

export const sundayWeeks: Phrase[] = [
  ['Plan next week', 'Plan', { on: '2026-11-29' }],
  ['Call Mia next sunday', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia next monday', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia next saturday', 'Call Mia', { on: '2026-12-05' }],
  ['Call Mia sunday next week', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia next week on friday', 'Call Mia', { on: '2026-12-04' }],
  ['Call Mia sunday', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia this sunday', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia this weekend', 'Call Mia', { on: '2026-11-28' }],
  ['Call Mia next weekend', 'Call Mia', { on: '2026-12-05' }],
  [
    'Call Mia every sun and mon',
    'Call Mia',
    { on: '2026-11-29', repeat: 'FREQ=WEEKLY;BYDAY=MO,SU' },
  ],
]

export const saturdayWeeks: Phrase[] = [
  ['Plan next week', 'Plan', { on: '2026-11-28' }],
  ['Call Mia next saturday', 'Call Mia', { on: '2026-11-28' }],
  ['Call Mia next sunday', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia next monday', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia next friday', 'Call Mia', { on: '2026-12-04' }],
  ['Call Mia saturday next week', 'Call Mia', { on: '2026-11-28' }],
  ['Call Mia next week on thu', 'Call Mia', { on: '2026-12-03' }],
  ['Call Mia saturday', 'Call Mia', { on: '2026-11-28' }],
  ['Call Mia this weekend', 'Call Mia', { on: '2026-11-28' }],
  ['Call Mia next weekend', 'Call Mia', { on: '2026-12-05' }],
]

/** It is Saturday, 28 November 2026, and weeks start on Saturday. */
export const onSaturdayOfSaturdayWeeks: Phrase[] = [
  ['Plan next week', 'Plan', { on: '2026-12-05' }],
  ['Call Mia next friday', 'Call Mia', { on: '2026-12-11' }],
  ['Call Mia friday', 'Call Mia', { on: '2026-12-04' }],
  ['Call Mia this weekend', 'Call Mia', { on: '2026-11-28' }],
]

/** It is Sunday, 29 November 2026, and weeks start on Monday. */
export const onSunday: Phrase[] = [
  ['Plan next week', 'Plan', { on: '2026-11-30' }],
  ['Call Mia next monday', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia next sunday', 'Call Mia', { on: '2026-12-06' }],
  ['Call Mia sunday', 'Call Mia', { on: '2026-12-06' }],
  ['Call Mia this sunday', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia monday', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia this weekend', 'Call Mia', { on: '2026-11-29' }],
  ['Call Mia next weekend', 'Call Mia', { on: '2026-12-05' }],
  ['Call Mia every sunday', 'Call Mia', { on: '2026-11-29', repeat: 'FREQ=WEEKLY;BYDAY=SU' }],
]

/** It is Sunday, 29 November 2026, and weeks start on Sunday. */
export const onSundayOfSundayWeeks: Phrase[] = [
  ['Plan next week', 'Plan', { on: '2026-12-06' }],
  ['Call Mia next monday', 'Call Mia', { on: '2026-12-07' }],
  ['Call Mia next sunday', 'Call Mia', { on: '2026-12-06' }],
  ['Call Mia monday', 'Call Mia', { on: '2026-11-30' }],
  ['Call Mia next weekend', 'Call Mia', { on: '2026-12-05' }],
]

// Short words, and hours without am or pm. It is Tuesday, 24 November 2026, half past ten in Berlin.
import type { Phrase } from './phrase.ts'

const workdays = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'

export const shortWords: Phrase[] = [
  ['Lorem tom at 5pm', 'Lorem', { at: '2026-11-25T17:00+01:00' }],
  ['Lorem on tom', 'Lorem', { on: '2026-11-25' }],
  ['Lorem Tom', 'Lorem Tom', {}],
  ['Call tom', 'Call tom', {}],
  ['Call Tom at 5', 'Call Tom', { at: '2026-11-24T17:00+01:00' }],
  ['Meet Tom tomorrow', 'Meet Tom', { on: '2026-11-25' }],
  ['Lorem tommorow', 'Lorem', { on: '2026-11-25' }],
  ['Lorem ev wd at 9', 'Lorem', { at: '2026-11-25T09:00+01:00', repeat: workdays }],
  ['Lorem on weekdays', 'Lorem', { on: '2026-11-24', repeat: workdays }],
  ['Lorem weekdays 9am', 'Lorem', { at: '2026-11-25T09:00+01:00', repeat: workdays }],
  ['Lorem 27th at 9', 'Lorem', { at: '2026-11-27T09:00+01:00' }],
  ['Lorem the 27th', 'Lorem the 27th', {}],
  ["Mia's 30th", "Mia's 30th", {}],
  ['Lorem +5 days', 'Lorem', { on: '2026-11-29' }],
  ['Lorem +5d', 'Lorem', { on: '2026-11-29' }],
  ['Lorem +2h', 'Lorem', { at: '2026-11-24T12:30+01:00' }],
  ['Lorem 1st of this month', 'Lorem', { on: '2026-11-01' }],
  ['Lorem the 15th of next month at 9', 'Lorem', { at: '2026-12-15T09:00+01:00' }],
  ['Lorem in 1.5h', 'Lorem', { at: '2026-11-24T12:00+01:00' }],
  ['Lorem in 0.33 hours', 'Lorem in 0.33 hours', {}],
  ["Lorem in 3 weeks' time", 'Lorem', { on: '2026-12-15' }],
  ['Lorem in 3 days time', 'Lorem', { on: '2026-11-27' }],
  ['Lorem in the evening', 'Lorem', { at: '2026-11-24T18:00+01:00' }],
  ['Lorem constructor', 'Lorem constructor', {}],
  ['Lorem in 3 constructor', 'Lorem in 3 constructor', {}],
]

export const shortPriorities: Phrase[] = [
  ['Buy milk p1', 'Buy milk', { priority: 4 }],
  ['Buy milk p2 tomorrow', 'Buy milk', { on: '2026-11-25', priority: 3 }],
  ['Buy milk tomorrow p3', 'Buy milk', { on: '2026-11-25', priority: 2 }],
  ['Buy milk p4 #shop', 'Buy milk', { labels: ['shop'] }],
  ['p1 Buy milk', 'Buy milk', { priority: 4 }],
  ['Buy milk p1 !2', 'Buy milk !2', { priority: 4 }],
  ['Fix P1 bug', 'Fix P1 bug', {}],
  ['Read p1 of the book', 'Read p1 of the book', {}],
  ['Buy p1 milk', 'Buy p1 milk', {}],
  ['p1', 'p1', {}],
]

/** Hours from 1 to 6 mean the afternoon, but `4:30` and `04` are literal. */
export const bareHours: Phrase[] = [
  ['Meet Bob at 3', 'Meet Bob', { at: '2026-11-24T15:00+01:00' }],
  ['Doctor tomorrow at 2', 'Doctor', { at: '2026-11-25T14:00+01:00' }],
  ["Tea at 4 o'clock", 'Tea', { at: '2026-11-24T16:00+01:00' }],
  ['Tea at 4.30', 'Tea', { at: '2026-11-24T16:30+01:00' }],
  ['Tea at 4:30', 'Tea', { at: '2026-11-25T04:30+01:00' }],
  ['Tea at 04:30', 'Tea', { at: '2026-11-25T04:30+01:00' }],
  ['Tea at 03', 'Tea', { at: '2026-11-25T03:00+01:00' }],
  ['Tea 3am', 'Tea', { at: '2026-11-25T03:00+01:00' }],
  ['Tea at 7', 'Tea', { at: '2026-11-25T07:00+01:00' }],
  ['Tea at 12', 'Tea', { at: '2026-11-24T12:00+01:00' }],
  ['Tea at 6 in the morning', 'Tea', { at: '2026-11-25T06:00+01:00' }],
  ['Tea tomorrow morning at 6', 'Tea', { at: '2026-11-25T06:00+01:00' }],
  ['Tea every day at 5', 'Tea', { at: '2026-11-24T17:00+01:00', repeat: 'FREQ=DAILY' }],
  ['Tea every morning at 5', 'Tea', { at: '2026-11-25T05:00+01:00', repeat: 'FREQ=DAILY' }],
  ['Tea tonight at 2', 'Tea', { at: '2026-11-25T02:00+01:00' }],
  ['Tea friday night at 1', 'Tea', { at: '2026-11-28T01:00+01:00' }],
]

/** Dates in figures with the day first. */
export const dayFirst: Phrase[] = [
  ['Pay 24/12', 'Pay', { on: '2026-12-24' }],
  ['Pay 5/6', 'Pay', { on: '2027-06-05' }],
  ['Pay 5/6/27', 'Pay', { on: '2027-06-05' }],
  ['Pay 24/12/2026', 'Pay', { on: '2026-12-24' }],
  ['Pay 12/24/2026', 'Pay', { on: '2026-12-24' }],
  ['Pay 12/24', 'Pay 12/24', {}],
  ['Support 24/7', 'Support 24/7', {}],
  ['Pay 27/1 14:30', 'Pay', { at: '2027-01-27T14:30+01:00' }],
  ['Pay on 24/4 at 9am', 'Pay', { at: '2027-04-24T09:00+02:00' }],
  ['Pay every year on 24/12', 'Pay', { on: '2026-12-24', repeat: 'FREQ=YEARLY' }],
  ['Pay 30/2 9am', 'Pay 30/2 9am', {}],
  ['Pay 24/4 or 25/4', 'Pay 24/4 or 25/4', {}],
]

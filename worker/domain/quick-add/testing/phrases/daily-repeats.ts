// Everyday repeats. It is Tuesday, 24 November 2026, half past ten in Berlin.
import type { Phrase } from './phrase.ts'

export const dailyRepeats: Phrase[] = [
  [
    'Water plants every 3 days',
    'Water plants',
    { on: '2026-11-24', repeat: 'FREQ=DAILY;INTERVAL=3' },
  ],
  [
    'Take vitamins every morning',
    'Take vitamins',
    { at: '2026-11-25T09:00+01:00', repeat: 'FREQ=DAILY' },
  ],
  [
    'Take out the bins every tuesday evening',
    'Take out the bins',
    { at: '2026-11-24T18:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=TU' },
  ],
  [
    'Standup every weekday at 9:15',
    'Standup',
    { at: '2026-11-25T09:15+01:00', repeat: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' },
  ],
  [
    'Pay rent every month on the 1st',
    'Pay rent',
    { on: '2026-12-01', repeat: 'FREQ=MONTHLY;BYMONTHDAY=1' },
  ],
  [
    'Call mum every sunday at 5pm',
    'Call mum',
    { at: '2026-11-29T17:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=SU' },
  ],
  [
    'Review budget every quarter',
    'Review budget',
    { on: '2026-11-24', repeat: 'FREQ=MONTHLY;INTERVAL=3' },
  ],
  [
    'Backup laptop every friday at 17:00',
    'Backup laptop',
    { at: '2026-11-27T17:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=FR' },
  ],
  [
    'Submit timesheet every friday by 5pm',
    'Submit timesheet',
    { at: '2026-11-27T17:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=FR' },
  ],
  [
    'Gym on mondays and wednesdays at 6pm',
    'Gym',
    { at: '2026-11-25T18:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=MO,WE' },
  ],
  [
    'Yoga every tue and thu at 7am',
    'Yoga',
    { at: '2026-11-26T07:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=TU,TH' },
  ],
  [
    'Change air filter every 6 months',
    'Change air filter',
    { on: '2026-11-24', repeat: 'FREQ=MONTHLY;INTERVAL=6' },
  ],
  [
    'Walk the dog at 7 every day',
    'Walk the dog',
    { at: '2026-11-25T07:00+01:00', repeat: 'FREQ=DAILY' },
  ],
  [
    'Walk the dog every day at 7 and feed the cat',
    'Walk the dog and feed the cat',
    { at: '2026-11-25T07:00+01:00', repeat: 'FREQ=DAILY' },
  ],
  [
    'Take pills every day after lunch',
    'Take pills after lunch',
    { on: '2026-11-24', repeat: 'FREQ=DAILY' },
  ],
  [
    'Take pills every day before bed',
    'Take pills before bed',
    { on: '2026-11-24', repeat: 'FREQ=DAILY' },
  ],
  [
    'Run every day for 20 minutes',
    'Run for 20 minutes',
    { on: '2026-11-24', repeat: 'FREQ=DAILY' },
  ],
  ['Run 5 km every day', 'Run 5 km', { on: '2026-11-24', repeat: 'FREQ=DAILY' }],
  [
    'Do 20 pushups every morning',
    'Do 20 pushups',
    { at: '2026-11-25T09:00+01:00', repeat: 'FREQ=DAILY' },
  ],
  [
    'Drink 2 liters of water every day',
    'Drink 2 liters of water',
    { on: '2026-11-24', repeat: 'FREQ=DAILY' },
  ],
  [
    'Clean the kitchen every saturday morning',
    'Clean the kitchen',
    { at: '2026-11-28T09:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=SA' },
  ],
  ['Vacuum every other week', 'Vacuum', { on: '2026-11-24', repeat: 'FREQ=WEEKLY;INTERVAL=2' }],
  [
    'Write weekly report every friday',
    'Write weekly report',
    { on: '2026-11-27', repeat: 'FREQ=WEEKLY;BYDAY=FR' },
  ],
  [
    'Water the plants every monday and thursday',
    'Water the plants',
    { on: '2026-11-26', repeat: 'FREQ=WEEKLY;BYDAY=MO,TH' },
  ],
  [
    'Feed the fish every day please',
    'Feed the fish please',
    { on: '2026-11-24', repeat: 'FREQ=DAILY' },
  ],
  [
    'Check mail every day at work',
    'Check mail at work',
    { on: '2026-11-24', repeat: 'FREQ=DAILY' },
  ],
  [
    'Work from home every friday',
    'Work from home',
    { on: '2026-11-27', repeat: 'FREQ=WEEKLY;BYDAY=FR' },
  ],
  [
    'Work every friday from home',
    'Work from home',
    { on: '2026-11-27', repeat: 'FREQ=WEEKLY;BYDAY=FR' },
  ],
  [
    'Play tennis every wed at 6',
    'Play tennis',
    { at: '2026-11-25T18:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=WE' },
  ],
  [
    'Piano lesson every thursday at 4',
    'Piano lesson',
    { at: '2026-11-26T16:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=TH' },
  ],
  [
    'School run every weekday at 8:10',
    'School run',
    { at: '2026-11-25T08:10+01:00', repeat: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' },
  ],
  [
    'Pay VAT every 3 months on the 7th',
    'Pay VAT',
    { on: '2026-12-07', repeat: 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=7' },
  ],
  [
    'Pay insurance every year on 1 june',
    'Pay insurance',
    { on: '2027-06-01', repeat: 'FREQ=YEARLY' },
  ],
  ['Anniversary every 14 may', 'Anniversary', { on: '2027-05-14', repeat: 'FREQ=YEARLY' }],
  ["Mia's birthday every 3 march", "Mia's birthday", { on: '2027-03-03', repeat: 'FREQ=YEARLY' }],
  [
    'Check smoke alarm every 1st of the month',
    'Check smoke alarm',
    { on: '2026-12-01', repeat: 'FREQ=MONTHLY;BYMONTHDAY=1' },
  ],
  [
    'Pay credit card every 28th',
    'Pay credit card',
    { on: '2026-11-28', repeat: 'FREQ=MONTHLY;BYMONTHDAY=28' },
  ],
  ['Payroll every last friday', 'Payroll', { on: '2026-11-27', repeat: 'FREQ=MONTHLY;BYDAY=-1FR' }],
  [
    'Board meeting every 2nd tuesday of the month at 10',
    'Board meeting',
    { at: '2026-12-08T10:00+01:00', repeat: 'FREQ=MONTHLY;BYDAY=2TU' },
  ],
  [
    'Call mum every 2 weeks on sunday',
    'Call mum',
    { on: '2026-11-29', repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU' },
  ],
  ['Haircut every 6 weeks', 'Haircut', { on: '2026-11-24', repeat: 'FREQ=WEEKLY;INTERVAL=6' }],
  [
    'Pick up kids at 3 every weekday',
    'Pick up kids',
    { at: '2026-11-24T15:00+01:00', repeat: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' },
  ],
]

// Repeats by days, weeks, months and years, and phrases that are not repeats. It is Tuesday, 24 November 2026, half
// past ten in Berlin; the first day that fits is the due date.
import type { Phrase } from './phrase.ts'

const tuesday = '2026-11-24'

export const plainRepeats: Phrase[] = [
  ['Stretch every day', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY' }],
  ['Stretch each day', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY' }],
  ['Stretch daily', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY' }],
  ['Stretch Every Day', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY' }],
  ['Every day stretch', 'stretch', { on: tuesday, repeat: 'FREQ=DAILY' }],
  ['Stretch every day for fun', 'Stretch for fun', { on: tuesday, repeat: 'FREQ=DAILY' }],
  ['Stretch every 2 days', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY;INTERVAL=2' }],
  ['Stretch every other day', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY;INTERVAL=2' }],
  ['Stretch every second day', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY;INTERVAL=2' }],
  ['Stretch every 3rd day', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY;INTERVAL=3' }],
  ['Stretch every three days', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY;INTERVAL=3' }],
  ['Stretch every 1 day', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY' }],
  ['Stretch every 999 days', 'Stretch', { on: tuesday, repeat: 'FREQ=DAILY;INTERVAL=999' }],
  ['Stretch every 1000 days', 'Stretch every 1000 days', {}],
  ['Stretch every 0 days', 'Stretch every 0 days', {}],
  ['Review every week', 'Review', { on: tuesday, repeat: 'FREQ=WEEKLY' }],
  ['Review weekly', 'Review', { on: tuesday, repeat: 'FREQ=WEEKLY' }],
  ['Review every 2 weeks', 'Review', { on: tuesday, repeat: 'FREQ=WEEKLY;INTERVAL=2' }],
  ['Review every two weeks', 'Review', { on: tuesday, repeat: 'FREQ=WEEKLY;INTERVAL=2' }],
  ['Review every other week', 'Review', { on: tuesday, repeat: 'FREQ=WEEKLY;INTERVAL=2' }],
  ['Review every fortnight', 'Review', { on: tuesday, repeat: 'FREQ=WEEKLY;INTERVAL=2' }],
  ['Review fortnightly', 'Review', { on: tuesday, repeat: 'FREQ=WEEKLY;INTERVAL=2' }],
  ['Pay rent every month', 'Pay rent', { on: tuesday, repeat: 'FREQ=MONTHLY' }],
  ['Pay rent monthly', 'Pay rent', { on: tuesday, repeat: 'FREQ=MONTHLY' }],
  ['Pay rent every 3 months', 'Pay rent', { on: tuesday, repeat: 'FREQ=MONTHLY;INTERVAL=3' }],
  ['Pay rent every quarter', 'Pay rent', { on: tuesday, repeat: 'FREQ=MONTHLY;INTERVAL=3' }],
  ['Pay rent quarterly', 'Pay rent', { on: tuesday, repeat: 'FREQ=MONTHLY;INTERVAL=3' }],
  ['Renew pass every year', 'Renew pass', { on: tuesday, repeat: 'FREQ=YEARLY' }],
  ['Renew pass yearly', 'Renew pass', { on: tuesday, repeat: 'FREQ=YEARLY' }],
  ['Renew pass annually', 'Renew pass', { on: tuesday, repeat: 'FREQ=YEARLY' }],
  ['Renew pass every 5 years', 'Renew pass', { on: tuesday, repeat: 'FREQ=YEARLY;INTERVAL=5' }],
]

export const noRepeats: Phrase[] = [
  ['Write weekly report', 'Write weekly report', {}],
  ['Weekly report', 'Weekly report', {}],
  ['Read the daily news', 'Read the daily news', {}],
  ['Cancel monthly plan', 'Cancel monthly plan', {}],
  ['Buy everyday shoes', 'Buy everyday shoes', {}],
  ['Thank every one of them', 'Thank every one of them', {}],
  ['Knock every time', 'Knock every time', {}],
  ['Blink every hour', 'Blink every hour', {}],
  ['Greet everyone', 'Greet everyone', {}],
  ['Read every book', 'Read every book', {}],
  ['Read for 5 times', 'Read for 5 times', {}],
  ['Read until friday', 'Read until friday', {}],
]

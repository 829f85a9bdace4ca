// Clock changes, and zones far from UTC. Each group has its own place and time.
import type { Phrase } from './phrase.ts'

export interface Place {
  name: string
  timezone: string
  now: string
  phrases: Phrase[]
}

export const clockChanges: Place[] = [
  {
    name: 'the evening before clocks go forward in Berlin',
    timezone: 'Europe/Berlin',
    now: '2027-03-27T20:30:00+01:00',
    phrases: [
      ['Wake up tomorrow at 2:30', 'Wake up', { at: '2027-03-28T03:30+02:00' }],
      ['Wake up at 2:00', 'Wake up', { at: '2027-03-28T03:00+02:00' }],
      ['Wake up tomorrow at 1:59', 'Wake up', { at: '2027-03-28T01:59+01:00' }],
      ['Wake up tomorrow at 3:00', 'Wake up', { at: '2027-03-28T03:00+02:00' }],
      ['Wake up tomorrow at 9', 'Wake up', { at: '2027-03-28T09:00+02:00' }],
      ['Wake up at midnight', 'Wake up', { at: '2027-03-28T00:00+01:00' }],
      ['Wake up in 12 hours', 'Wake up', { at: '2027-03-28T09:30+02:00' }],
      ['Wake up in 1 day', 'Wake up', { on: '2027-03-28' }],
      ['Wake up in 2 days at 2:30', 'Wake up', { at: '2027-03-29T02:30+02:00' }],
      [
        'Wake up every day at 2:30',
        'Wake up',
        { at: '2027-03-28T03:30+02:00', repeat: 'FREQ=DAILY' },
      ],
      ['Wake up today at 21:00', 'Wake up', { at: '2027-03-27T21:00+01:00' }],
    ],
  },
  {
    name: 'the evening before clocks go back in Berlin',
    timezone: 'Europe/Berlin',
    now: '2026-10-24T20:30:00+02:00',
    phrases: [
      ['Wake up tomorrow at 2:30', 'Wake up', { at: '2026-10-25T02:30+02:00' }],
      ['Wake up tomorrow at 2:00', 'Wake up', { at: '2026-10-25T02:00+02:00' }],
      ['Wake up tomorrow at 3:00', 'Wake up', { at: '2026-10-25T03:00+01:00' }],
      ['Wake up tomorrow at 1:59', 'Wake up', { at: '2026-10-25T01:59+02:00' }],
      ['Wake up in 12 hours', 'Wake up', { at: '2026-10-25T07:30+01:00' }],
      ['Wake up tomorrow', 'Wake up', { on: '2026-10-25' }],
      ['Wake up in a week at 8', 'Wake up', { at: '2026-10-31T08:00+01:00' }],
    ],
  },
  {
    name: 'between the two half past twos in Berlin',
    timezone: 'Europe/Berlin',
    now: '2026-10-25T02:15:00+01:00',
    phrases: [
      ['Wake up at 2:30', 'Wake up', { at: '2026-10-26T02:30+01:00' }],
      ['Wake up at 3:00', 'Wake up', { at: '2026-10-25T03:00+01:00' }],
      ['Wake up today at 2:30', 'Wake up', { at: '2026-10-25T02:30+02:00' }],
      ['Wake up in 15 minutes', 'Wake up', { at: '2026-10-25T02:30+01:00' }],
    ],
  },
  {
    name: 'the day before clocks go forward in New York',
    timezone: 'America/New_York',
    now: '2027-03-13T12:00:00-05:00',
    phrases: [
      ['Wake up tomorrow at 2:30', 'Wake up', { at: '2027-03-14T03:30-04:00' }],
      ['Wake up tomorrow at 9', 'Wake up', { at: '2027-03-14T09:00-04:00' }],
      ['Wake up at 2am', 'Wake up', { at: '2027-03-14T03:00-04:00' }],
    ],
  },
  {
    name: 'the day before clocks go back in New York',
    timezone: 'America/New_York',
    now: '2026-10-31T12:00:00-04:00',
    phrases: [
      ['Wake up tomorrow at 1:30', 'Wake up', { at: '2026-11-01T01:30-04:00' }],
      ['Wake up tomorrow at 2:00', 'Wake up', { at: '2026-11-01T02:00-05:00' }],
    ],
  },
  {
    name: 'where clocks skip midnight, in Havana',
    timezone: 'America/Havana',
    now: '2027-03-13T12:00:00-05:00',
    phrases: [
      ['Wake up at midnight', 'Wake up', { at: '2027-03-14T01:00-04:00' }],
      ['Wake up tomorrow at 0:30', 'Wake up', { at: '2027-03-14T01:30-04:00' }],
      ['Wake up tomorrow', 'Wake up', { on: '2027-03-14' }],
    ],
  },
  {
    name: 'where clocks change by half an hour, on Lord Howe',
    timezone: 'Australia/Lord_Howe',
    now: '2026-10-03T12:00:00+10:30',
    phrases: [
      ['Wake up tomorrow at 2:15', 'Wake up', { at: '2026-10-04T02:45+11:00' }],
      ['Wake up tomorrow at 2:30', 'Wake up', { at: '2026-10-04T02:30+11:00' }],
      ['Wake up tomorrow at 1:45', 'Wake up', { at: '2026-10-04T01:45+10:30' }],
    ],
  },
]

export const farZones: Place[] = [
  {
    name: 'Kiritimati, a day ahead of Greenwich',
    timezone: 'Pacific/Kiritimati',
    now: '2026-11-23T11:30:00Z',
    phrases: [
      ['Swim today', 'Swim', { on: '2026-11-24' }],
      ['Swim tomorrow', 'Swim', { on: '2026-11-25' }],
      ['Swim at 9', 'Swim', { at: '2026-11-24T09:00+14:00' }],
      ['Swim at 1:00', 'Swim', { at: '2026-11-25T01:00+14:00' }],
      ['Swim on tuesday', 'Swim', { on: '2026-12-01' }],
      ['Swim on wednesday', 'Swim', { on: '2026-11-25' }],
      ['Swim tonight', 'Swim', { at: '2026-11-24T20:00+14:00' }],
      ['Swim every tuesday', 'Swim', { on: '2026-11-24', repeat: 'FREQ=WEEKLY;BYDAY=TU' }],
      ['Swim in an hour', 'Swim', { at: '2026-11-24T02:30+14:00' }],
    ],
  },
  {
    name: 'Apia',
    timezone: 'Pacific/Apia',
    now: '2026-12-31T11:30:00Z',
    phrases: [
      ['Swim today', 'Swim', { on: '2027-01-01' }],
      ['Swim 31 Dec', 'Swim', { on: '2027-12-31' }],
      ['Swim 1 Jan', 'Swim', { on: '2027-01-01' }],
      ['Swim at 9', 'Swim', { at: '2027-01-01T09:00+13:00' }],
      ['Swim end of month', 'Swim', { on: '2027-01-31' }],
    ],
  },
  {
    name: 'Apia before the day that it skipped',
    timezone: 'Pacific/Apia',
    now: '2011-12-29T12:00:00-10:00',
    phrases: [
      ['Swim tomorrow at 9', 'Swim', { at: '2011-12-31T09:00+14:00' }],
      ['Swim 31 Dec 2011 at 9', 'Swim', { at: '2011-12-31T09:00+14:00' }],
      ['Swim in 24 hours', 'Swim', { at: '2011-12-31T12:00+14:00' }],
    ],
  },
  {
    name: 'Pago Pago, eleven hours behind',
    timezone: 'Pacific/Pago_Pago',
    now: '2026-11-25T10:30:00Z',
    phrases: [
      ['Swim today', 'Swim', { on: '2026-11-24' }],
      ['Swim tomorrow at 9', 'Swim', { at: '2026-11-25T09:00-11:00' }],
      ['Swim at 23:45', 'Swim', { at: '2026-11-24T23:45-11:00' }],
    ],
  },
  {
    name: "St John's",
    timezone: 'America/St_Johns',
    now: '2026-11-25T02:00:00Z',
    phrases: [
      ['Swim today', 'Swim', { on: '2026-11-24' }],
      ['Swim tomorrow', 'Swim', { on: '2026-11-25' }],
      ['Swim at 9', 'Swim', { at: '2026-11-25T09:00-03:30' }],
      ['Swim at 23:00', 'Swim', { at: '2026-11-24T23:00-03:30' }],
      ['Swim 1 Jul at 9', 'Swim', { at: '2027-07-01T09:00-02:30' }],
    ],
  },
  {
    name: 'Kathmandu',
    timezone: 'Asia/Kathmandu',
    now: '2026-11-24T18:20:00Z',
    phrases: [
      ['Swim today', 'Swim', { on: '2026-11-25' }],
      ['Swim at 0:30', 'Swim', { at: '2026-11-25T00:30+05:45' }],
      ['Swim tomorrow at noon', 'Swim', { at: '2026-11-26T12:00+05:45' }],
      [
        'Swim every weekday at 8',
        'Swim',
        { at: '2026-11-25T08:00+05:45', repeat: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' },
      ],
    ],
  },
  {
    name: 'UTC itself',
    timezone: 'UTC',
    now: '2026-12-31T23:59:59.999Z',
    phrases: [
      ['Swim today', 'Swim', { on: '2026-12-31' }],
      ['Swim tomorrow', 'Swim', { on: '2027-01-01' }],
      ['Swim in 1 minute', 'Swim', { at: '2027-01-01T00:00:00Z' }],
    ],
  },
]

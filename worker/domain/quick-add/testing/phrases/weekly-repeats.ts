// Repeats on weekdays. It is Tuesday, 24 November 2026, half past ten in Berlin; the first day that fits is the due day.
import type { Phrase } from './phrase.ts'

const tuesday = '2026-11-24'
const weekdays = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'

export const weeklyRepeats: Phrase[] = [
  ['Gym every monday', 'Gym', { on: '2026-11-30', repeat: 'FREQ=WEEKLY;BYDAY=MO' }],
  ['Gym each monday', 'Gym', { on: '2026-11-30', repeat: 'FREQ=WEEKLY;BYDAY=MO' }],
  ['Gym every tuesday', 'Gym', { on: tuesday, repeat: 'FREQ=WEEKLY;BYDAY=TU' }],
  ['Gym every sat', 'Gym', { on: '2026-11-28', repeat: 'FREQ=WEEKLY;BYDAY=SA' }],
  ['Gym on mondays', 'Gym', { on: '2026-11-30', repeat: 'FREQ=WEEKLY;BYDAY=MO' }],
  ['Gym every mon and thu', 'Gym', { on: '2026-11-26', repeat: 'FREQ=WEEKLY;BYDAY=MO,TH' }],
  ['Gym every thu and mon', 'Gym', { on: '2026-11-26', repeat: 'FREQ=WEEKLY;BYDAY=MO,TH' }],
  ['Gym every mon & thu', 'Gym', { on: '2026-11-26', repeat: 'FREQ=WEEKLY;BYDAY=MO,TH' }],
  ['Gym every mon/thu', 'Gym', { on: '2026-11-26', repeat: 'FREQ=WEEKLY;BYDAY=MO,TH' }],
  ['Gym every mon,thu', 'Gym', { on: '2026-11-26', repeat: 'FREQ=WEEKLY;BYDAY=MO,TH' }],
  ['Gym every mon, wed and fri', 'Gym', { on: '2026-11-25', repeat: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' }],
  [
    'Gym every mon, wed, and fri',
    'Gym',
    { on: '2026-11-25', repeat: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' },
  ],
  ['Gym every mon-fri', 'Gym', { on: tuesday, repeat: weekdays }],
  ['Gym every monday to friday', 'Gym', { on: tuesday, repeat: weekdays }],
  ['Gym every weekday', 'Gym', { on: tuesday, repeat: weekdays }],
  ['Gym every workday', 'Gym', { on: tuesday, repeat: weekdays }],
  ['Gym every weekend', 'Gym', { on: '2026-11-28', repeat: 'FREQ=WEEKLY;BYDAY=SA,SU' }],
  ['Gym every sat and sun', 'Gym', { on: '2026-11-28', repeat: 'FREQ=WEEKLY;BYDAY=SA,SU' }],
  [
    'Gym every other monday',
    'Gym',
    { on: '2026-11-30', repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO' },
  ],
  ['Gym every week on friday', 'Gym', { on: '2026-11-27', repeat: 'FREQ=WEEKLY;BYDAY=FR' }],
  ['Gym weekly on friday', 'Gym', { on: '2026-11-27', repeat: 'FREQ=WEEKLY;BYDAY=FR' }],
  [
    'Gym every 2 weeks on mon and wed',
    'Gym',
    { on: '2026-11-25', repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE' },
  ],
  ['Gym every mon wed fri', 'Gym', { on: '2026-11-25', repeat: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' }],
  [
    'Gym every other weekend',
    'Gym',
    { on: '2026-11-28', repeat: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU' },
  ],
  ['Every monday gym', 'gym', { on: '2026-11-30', repeat: 'FREQ=WEEKLY;BYDAY=MO' }],
  ['Every friday: gym', 'gym', { on: '2026-11-27', repeat: 'FREQ=WEEKLY;BYDAY=FR' }],
  [
    'Gym every monday and call Bob',
    'Gym and call Bob',
    { on: '2026-11-30', repeat: 'FREQ=WEEKLY;BYDAY=MO' },
  ],
]

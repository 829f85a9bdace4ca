import { timeZone } from '../preferences.ts'

const date = { day: 'numeric', month: 'short', year: 'numeric' } as const
const time = { hour: '2-digit', minute: '2-digit' } as const

/** The day of an instant, in the person's time zone. */
export const dayOf = (instant: string) => written(instant, date)

export const minuteOf = (instant: string) => written(instant, { ...date, ...time })

const written = (instant: string, form: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...form, timeZone: timeZone() }).format(new Date(instant))

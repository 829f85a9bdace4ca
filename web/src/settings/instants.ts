const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const minute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant of the API, as the day it is here. */
export const dayOf = (instant: string) => day.format(new Date(instant))

export const minuteOf = (instant: string) => minute.format(new Date(instant))

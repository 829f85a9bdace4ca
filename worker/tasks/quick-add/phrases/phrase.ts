// One row: a text, the title that is left, and what a person would expect of the rest.

export interface Wanted {
  /** A due day. */
  on?: string
  /** A due time, as wall clock with the offset that the zone has then. */
  at?: string
  repeat?: string
  from?: 'completed'
  priority?: 1 | 2 | 3 | 4
  labels?: string[]
  list?: string
}

export type Phrase = [text: string, title: string, wanted: Wanted]

/** Unless a group says otherwise: Tuesday, 24 November 2026, half past ten in Berlin. */
export const usual = { timezone: 'Europe/Berlin', now: '2026-11-24T10:30:00+01:00' }

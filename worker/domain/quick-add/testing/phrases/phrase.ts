// One row: a text, the remaining title, and the rest that a person would expect.

export interface Wanted {
  /** A due date. */
  on?: string
  /** A due time, as wall clock with the zone's offset at that time. */
  at?: string
  repeat?: string
  from?: 'completed'
  priority?: 1 | 2 | 3 | 4
  labels?: string[]
  list?: string
}

/** `nothing`: the whole text is the title. If there are several answers, any is right. */
export type Answer = Wanted | 'nothing'
export type Phrase = [text: string, title: string, ...either: [Answer, ...Answer[]]]

/** Rows for texts without any date, each its own title. */
export const untouched = (texts: string[]): Phrase[] => texts.map((text) => [text, text, {}])

/** The default: Tuesday, 24 November 2026, half past ten in Berlin. */
export const usual = { timezone: 'Europe/Berlin', now: '2026-11-24T10:30:00+01:00' }

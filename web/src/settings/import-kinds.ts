import { limits } from '../../../worker/domain/task-fields.ts'

export type ImportFormat =
  | 'json'
  | 'csv'
  | 'ics'
  | 'todoist'
  | 'ticktick'
  | 'google_tasks'
  | 'microsoft_to_do'
  | 'vikunja'

type ContentType = 'application/json' | 'text/csv' | 'text/calendar'

/** How a file is read and sent. */
export type Kind = { format: ImportFormat; contentType: ContentType }

/** The kinds in the order of the menu, with the media types that each may have. */
export const kinds: { value: ImportFormat; word: string; types: ContentType[] }[] = [
  { value: 'json', word: 'Duly, JSON', types: ['application/json'] },
  { value: 'csv', word: 'CSV table', types: ['text/csv'] },
  { value: 'ics', word: 'Calendar (iCalendar, .ics)', types: ['text/calendar'] },
  { value: 'todoist', word: 'Todoist', types: ['text/csv', 'application/json'] },
  { value: 'ticktick', word: 'TickTick', types: ['text/csv'] },
  { value: 'google_tasks', word: 'Google Tasks (Takeout)', types: ['application/json'] },
  { value: 'microsoft_to_do', word: 'Microsoft To Do', types: ['application/json', 'text/csv'] },
  { value: 'vikunja', word: 'Vikunja', types: ['application/json'] },
]

/** The format with this name, for a file that was guessed wrong; undefined if there is none. */
export function kindOf(value: string, contentType: ContentType): Kind | undefined {
  const kind = kinds.find((each) => each.value === value)
  const [usual] = kind?.types ?? []
  if (!kind || !usual) return
  return {
    format: kind.value,
    contentType: kind.types.includes(contentType) ? contentType : usual,
  }
}

/** Why a person may name the list; undefined if the file names its own. */
export function listHint({ format, contentType }: Kind): string | undefined {
  if (format === 'ics') return 'Empty: the list that the calendar names.'
  if (contentType !== 'text/csv') return
  if (format === 'todoist') return 'Todoist’s tables do not say which project they are.'
  if (format === 'microsoft_to_do') return 'Outlook’s tables do not say which list they are.'
  return
}

/**
 * The suggested list: for a table, the name of its file; a calendar has a name of its own. Files of a Todoist backup have the
 * project's number after its name: `Home [2203306141].csv`.
 */
export function listNameOf(kind: Kind, fileName: string): string {
  if (!listHint(kind) || kind.format === 'ics') return ''
  const name = fileName.replace(/\.\w+$/, '')
  return ((kind.format === 'todoist' && /^(.*\S)\s*\[\w+\]$/.exec(name)?.[1]) || name).slice(
    0,
    limits.nameLength,
  )
}

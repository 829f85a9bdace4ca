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

/** In the order of the choice, with the types that each may be sent as. */
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

/** Another format for a file that was taken for something else; undefined where there is none of that name. */
export function kindOf(value: string, contentType: ContentType): Kind | undefined {
  const kind = kinds.find((each) => each.value === value)
  const [usual] = kind?.types ?? []
  if (!kind || !usual) return
  return {
    format: kind.value,
    contentType: kind.types.includes(contentType) ? contentType : usual,
  }
}

/** Why a person may name the list; undefined where the file names its own. */
export function listHint({ format, contentType }: Kind): string | undefined {
  if (format === 'ics') return 'Empty: the list that the calendar names.'
  if (contentType !== 'text/csv') return
  if (format === 'todoist') return 'Todoist’s tables do not say which project they are.'
  if (format === 'microsoft_to_do') return 'Outlook’s tables do not say which list they are.'
  return
}

/**
 * The list that is offered: of a table the name of its file, since a calendar has one of its own. The files of Todoist's
 * backup have the number of their project behind its name: `Home [2203306141].csv`.
 */
export function listNameOf(kind: Kind, fileName: string): string {
  if (!listHint(kind) || kind.format === 'ics') return ''
  const name = fileName.replace(/\.\w+$/, '')
  return ((kind.format === 'todoist' && /^(.*\S)\s*\[\w+\]$/.exec(name)?.[1]) || name).slice(
    0,
    limits.nameLength,
  )
}
